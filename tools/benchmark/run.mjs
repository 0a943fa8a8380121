// Times the same fleet written with this library in Java and by hand in TypeScript, each as a whole process.
// README.md beside this file describes the comparison and the table.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';

const RATIO_LIMIT = 3.3;
const FLEET_OF_LIMIT = 1000;
const RATIO_GOAL = 1.0;
const START_LIMIT = 2.2;
const START_GOAL = 1.3;
const OBJECTS_PER_SERVER = 9;
// The server and its autoscaler, each with all its objects.
const CALLS_PER_SERVER = 2;

const options = readOptions();
const folder = import.meta.dirname;
const root = path.join(folder, '..', '..');
const target = path.join(folder, 'target');
const onWindows = process.platform === 'win32';
const environment = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', CDK8S_CHECK_UPGRADE: 'false' };

const classpath = build();
// The flags of the JVM in which mvn exec:java, the command of the README, runs a program.
const flags = readFileSync(path.join(root, '.mvn', 'jvm.config'), 'utf8').split(/\s+/).filter(Boolean);
const java = fleet('java', 'java', ...flags, '-cp', classpath, 'Fleet');
const typescript = fleet('typescript', process.execPath, path.join(target, 'typescript', 'fleet.js'));
const small = program('quickstart', 'java', [...flags, '-cp', classpath, 'io.github.cdk8sovms.apps.Quickstart']);
const empty = program('empty', 'java', [...flags, '-cp', classpath, 'Empty', path.join(target, 'out', 'empty')]);

// The first runs warm the caches of disk and jsii up; they are not counted.
const javaMemory = await peakMemory(java(options.servers));
const typescriptMemory = await peakMemory(typescript(options.servers));
console.log(compareManifests(java(options.servers).manifest, typescript(options.servers).manifest));
const callsPerServer = (callsToNode(java(20)) - callsToNode(java(10))) / 10;
await measured(small);
await measured(empty);

const half = Math.max(1, Math.floor(options.servers / 2));
const runs = { java: [], typescript: [], javaHalf: [], typescriptHalf: [], small: [], empty: [] };
for (let run = 0; run < options.runs; run++) {
  runs.java.push(await measured(java(options.servers)));
  runs.typescript.push(await measured(typescript(options.servers)));
  runs.javaHalf.push(await measured(java(half)));
  runs.typescriptHalf.push(await measured(typescript(half)));
  runs.small.push(await measured(small));
  runs.empty.push(await measured(empty));
}
report();

function readOptions() {
  const { values } = parseArgs({
    options: {
      servers: { type: 'string', default: '1000' },
      runs: { type: 'string', default: '5' },
      strict: { type: 'boolean', default: false },
    },
  });
  const servers = Number(values.servers);
  const runs = Number(values.runs);
  if (!(Number.isInteger(servers) && servers >= 1 && Number.isInteger(runs) && runs >= 1)) {
    throw new Error('--servers and --runs must be whole numbers of 1 or more');
  }
  return { servers, runs, strict: values.strict };
}

/** Compiles everything; returns the class path. */
function build() {
  mkdirSync(target, { recursive: true });
  if (!existsSync(path.join(folder, 'node_modules'))) {
    run(folder, onWindows ? 'npm.cmd' : 'npm', 'ci', '--loglevel=error', '--no-audit', '--no-fund');
  }
  run(folder, process.execPath, path.join('node_modules', 'typescript', 'bin', 'tsc'));

  const dependencies = path.join(target, 'classpath.txt');
  run(root, onWindows ? 'mvn.cmd' : 'mvn', '--quiet', '--batch-mode', '-pl', 'apps', '-am', 'compile',
    'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath',
    '-Dmdep.includeScope=runtime', `-Dmdep.outputFile=${dependencies}`);
  const library = [path.join(root, 'apps', 'target', 'classes'), readFileSync(dependencies, 'utf8').trim()];
  const classes = path.join(target, 'java');
  run(folder, 'javac', '-proc:none', '--release', '17', '-cp', library.join(path.delimiter), '-d', classes,
    path.join('src', 'Fleet.java'), path.join('src', 'Empty.java'));
  return [classes, ...library].join(path.delimiter);
}

function run(directory, command, ...args) {
  const { status, error } = spawnSync(command, args, {
    cwd: directory,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: onWindows && command.endsWith('.cmd'),
    env: environment,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with exit code ${status}`);
}

/** A program that takes the number of servers and an output directory, for each number of servers. */
function fleet(language, command, ...args) {
  return (servers) => {
    const described = program(`${language}-${servers}`, command, args);
    return {
      ...described,
      args: [...args, String(servers), described.outdir],
      manifest: path.join(described.outdir, 'fleet.k8s.yaml'),
    };
  };
}

function program(name, command, args) {
  return { command, args, outdir: path.join(target, 'out', name) };
}

/** Seconds that a process took, and seconds of CPU that it and its children took. */
async function measured(described) {
  rmSync(described.outdir, { recursive: true, force: true });
  const cpu = cpuOfEndedChildren();
  const start = process.hrtime.bigint();
  await ended(started(described));
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, cpu: cpuOfEndedChildren() - cpu };
}

/** Requests that jsii sends to Node in the whole program: each stops the JVM for its answer. */
function callsToNode(described) {
  rmSync(described.outdir, { recursive: true, force: true });
  const { status, stderr } = spawnSync(described.command, described.args, {
    env: { ...environment, CDK8S_OUTDIR: described.outdir, JSII_DEBUG: '1' },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`${described.command} ended with exit code ${status}:\n${stderr}`);
  return stderr.match(/^> \{/gm).length;
}

/** In seconds; NaN where there is no /proc. Linux counts in hundredths. */
function cpuOfEndedChildren() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ');
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return NaN;
  }
}

/** The sum of what the process and its children used at most, in MB; undefined where there is no /proc. */
async function peakMemory(described) {
  rmSync(described.outdir, { recursive: true, force: true });
  const peaks = new Map();
  const child = started(described);
  const timer = setInterval(() => processTree(child.pid).forEach((pid) => peaks.set(pid, memory(pid) ?? peaks.get(pid))), 50);
  await ended(child);
  clearInterval(timer);
  const known = [...peaks.values()].filter((megabytes) => megabytes !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, megabytes) => sum + megabytes);
}

function processTree(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const children = threads.flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean));
    return [pid, ...children.flatMap(processTree)];
  } catch {
    return []; // ended meanwhile, or no such system
  }
}

function memory(pid) {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

function started(described) {
  return spawn(described.command, described.args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...environment, CDK8S_OUTDIR: described.outdir },
  });
}

function ended(child) {
  const errors = [];
  child.stderr.on('data', (chunk) => errors.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => code === 0
      ? resolve()
      : reject(new Error(`${child.spawnfile} ended with ${signal ?? `exit code ${code}`}:\n${Buffer.concat(errors)}`)));
  });
}

/** Fails unless both manifests hold the same objects in the same order; only the order of keys may differ. */
function compareManifests(one, other) {
  const cdk8s = createRequire(path.join(folder, 'package.json')).resolve('cdk8s');
  const { parse } = createRequire(cdk8s)('yaml');
  const [ours, theirs] = [one, other].map((file) => readFileSync(file, 'utf8').split(/^---$/m));
  const expected = options.servers * OBJECTS_PER_SERVER;
  if (ours.length !== expected || theirs.length !== expected) {
    throw new Error(`there must be ${expected} objects, but ${one} has ${ours.length} and ${other} has ${theirs.length}`);
  }
  const differing = ours.filter((text, i) => {
    if (text === theirs[i]) return false;
    if (!isDeepStrictEqual(parse(text), parse(theirs[i]))) {
      throw new Error(`the fleets differ, so their times mean nothing. In Java:${text}In TypeScript:${theirs[i]}`);
    }
    return true;
  });
  const megabytes = statSync(one).size / 1e6;
  return `Both write the same ${expected} objects (${megabytes.toFixed(1)} MB) in the same order; ` +
    `${expected - differing.length} of them are equal to the byte, ${differing.length} up to the order of keys.\n`;
}

function report() {
  const seconds = (side) => runs[side].map((run) => run.seconds);
  const cpu = (side) => runs[side].map((run) => run.cpu);
  const ratios = (one, other) => one.map((value, i) => value / other[i]);
  const perServer = (whole, halved) => (median(seconds(whole)) / options.servers / (median(seconds(halved)) / half)).toFixed(2);
  const compared = (what, values, one, other) =>
    [what, spread(values(one)), spread(values(other)), spread(ratios(values(one), values(other)))];
  const rows = [
    ['', 'Java', 'TypeScript', 'ratio'],
    compared(`${options.servers} servers, s`, seconds, 'java', 'typescript'),
    compared(`${options.servers} servers, s of CPU`, cpu, 'java', 'typescript'),
    compared(`${half} servers, s`, seconds, 'javaHalf', 'typescriptHalf'),
    ['time per server against half the fleet', perServer('java', 'javaHalf'), perServer('typescript', 'typescriptHalf'), ''],
    ['peak memory, MB', rounded(javaMemory), rounded(typescriptMemory), ''],
    ['calls to Node per server', callsPerServer.toFixed(1), '', ''],
    ['Quickstart, s', spread(seconds('small')), '', ''],
    ['empty program, s', spread(seconds('empty')), '', ''],
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  rows.forEach((row) => console.log(row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd()));
  console.log(`\nMedian (lowest–highest) of ${options.runs} interleaved runs; java ${flags.join(' ')}, node ${process.version}.`);

  // In a small fleet the start of two runtimes is most of the time, which does not apply to a large one.
  const isFleet = options.servers >= FLEET_OF_LIMIT;
  const good = [
    !isFleet ||
      verdict('ratio', median(ratios(seconds('java'), seconds('typescript'))), RATIO_LIMIT, `, goal ${RATIO_GOAL.toFixed(1)}`),
    verdict('Quickstart against an empty program', median(ratios(seconds('small'), seconds('empty'))), START_LIMIT,
      `, goal ${START_GOAL}`),
  ].every(Boolean);
  if (callsPerServer < 1) throw new Error('jsii no longer writes its calls to standard error with JSII_DEBUG');
  const fewCalls = verdict('calls to Node per server', callsPerServer, CALLS_PER_SERVER, '');
  process.exitCode = !fewCalls || (options.strict && !good) ? 1 : 0;
}

function verdict(what, value, limit, goal) {
  const within = value <= limit;
  console.log(`${what}: ${value.toFixed(2)}, ${within ? 'within' : 'over'} the limit of ${limit}${goal}`);
  return within;
}

function spread(values) {
  return `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;
}

function rounded(value) {
  return value === undefined ? '?' : value.toFixed(0);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
