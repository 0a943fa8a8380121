// Provides the tools that tests run: node tools/provide.mjs [--in-background [--if-tested-by=GOALS]] NAME...
//
// A name is that of a tool, or of all that are for one command: verify, extended. A tool is built or installed once, into target/ of its folder, from the versions that are pinned there, and again when
// these change. Maven calls this before it runs tests, so that no test waits for a tool: with --in-background when a
// build begins, to use the time until the tests, and once more before them, to wait for the rest. With
// --if-tested-by=[GOAL, ...] nothing is begun unless one of Maven's goals runs tests.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const onWindows = process.platform === 'win32';
const GO = 'The tests need Go 1.26 or newer on the PATH. Install it from https://go.dev/dl.';
const PYTHON = 'The tests need Python 3.10 or newer with venv and pip on the PATH, as python3. '
  + 'Install it from https://www.python.org/downloads, on Debian with: apt install python3-venv.';
const NPM = 'The tests need npm on the PATH. It comes with Node.js: https://nodejs.org.';

const GROUPS = {
  /** What "mvn verify" runs: short builds only. */
  verify: {
    kubeconform: go('github.com/yannh/kubeconform/cmd/kubeconform'),
    // promtool itself needs the service discovery of Kubernetes; any other would make the build five times as long.
    promtool: go('github.com/prometheus/prometheus/cmd/promtool', { tags: 'remove_all_sd' }),
    'cdk8s-cli': npm(),
  },
  /** What "mvn verify -Pextended" runs: long builds, and hundreds of megabytes. */
  extended: {
    'kube-score': go('github.com/zegl/kube-score/cmd/kube-score'),
    'pod-security': go('.'),
    'grafana-dashboard': go('.'),
    grammars: go('.'),
    k6: go('go.k6.io/k6'),
    'kserve-server': python(),
    rclone: go('.'),
    replicas: go('.'),
    checkov: python(),
    site: python(),
    // It reads YAML with a package that Go 1.26 has as an experiment.
    trivy: go('.', { experiment: 'jsonv2' }),
  },
};
const TOOLS = Object.assign({}, ...Object.values(GROUPS));

/** Phases of Maven that run tests, or come after them. */
const TESTED = ['test', 'prepare-package', 'package', 'pre-integration-test', 'integration-test', 'post-integration-test',
  'verify', 'install', 'deploy'];

const names = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  .flatMap((name) => (name in GROUPS ? Object.keys(GROUPS[name]) : [name]));
const unknown = names.filter((name) => !(name in TOOLS));
if (names.length === 0 || unknown.length > 0) {
  fail('usage: node tools/provide.mjs [--in-background [--if-tested-by=GOALS]] NAME...; '
    + `names are ${[...Object.keys(GROUPS), ...Object.keys(TOOLS)].join(', ')}`
    + (unknown.length > 0 ? `; not ${unknown.join(', ')}` : ''));
} else if (process.argv.includes('--in-background')) {
  if (isTested()) startInBackground(names.filter((name) => !isProvided(name)));
} else {
  for (const name of names) {
    provide(name);
  }
}

function go(main, { tags = '', experiment = '' } = {}) {
  // Without debugging information, which -w leaves out anyway: the same in tools/control-plane/build, or nothing is shared.
  const words = ['build', '-trimpath', '-gcflags=all=-dwarf=false', '-ldflags=-s -w', `-tags=${tags}`];
  return {
    kind: 'built',
    inputs: (folder) => ['go.mod', 'go.sum', ...readdirSync(folder).filter((file) => file.endsWith('.go'))],
    settings: [...words, main, experiment].join(' '),
    result: (folder) => path.join(folder, 'target', path.basename(folder) + (onWindows ? '.exe' : '')),
    make: (folder, result) => run(folder, GO, 'go', [...words, '-o', result, main], {
      CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOEXPERIMENT: experiment,
      // Compilers end before their memory is worth a collection: it would take up to two fifths of their time.
      GOGC: 'off', GOMEMLIMIT: '2GiB',
    }),
  };
}

function python() {
  return {
    kind: 'installed',
    inputs: () => ['requirements.txt'],
    settings: '',
    result: (folder) => path.join(folder, 'target', 'venv'),
    make: (folder, result) => {
      run(folder, PYTHON, onWindows ? 'python' : 'python3', ['-m', 'venv', '--clear', result]);
      const interpreter = path.join(result, onWindows ? 'Scripts' : 'bin', 'python');
      run(folder, PYTHON, interpreter, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check',
        '--require-hashes', '--requirement', 'requirements.txt']);
    },
  };
}

function npm() {
  return {
    kind: 'installed',
    inputs: () => ['package.json', 'package-lock.json'],
    settings: '',
    result: (folder) => path.join(folder, 'node_modules'),
    make: (folder) => run(folder, NPM, onWindows ? 'npm.cmd' : 'npm',
      ['ci', '--no-audit', '--no-fund', '--loglevel=error']),
  };
}

function folderOf(name) {
  return path.join(import.meta.dirname, name);
}

function isTested() {
  const option = '--if-tested-by=';
  const goals = process.argv.find((word) => word.startsWith(option));
  return goals === undefined || goals.slice(option.length).split(/[^-\w:]+/).some((goal) => TESTED.includes(goal));
}

/** What a tool is made of: with another version, or made in another way, it is made again. */
function keyOf(name) {
  const tool = TOOLS[name];
  const hash = createHash('sha256').update(`${tool.settings}\n`);
  for (const file of tool.inputs(folderOf(name))) {
    hash.update(`${file}\n`).update(readFileSync(path.join(folderOf(name), file)));
  }
  return hash.digest('hex');
}

/** The key of what is there, written last. */
function stampOf(name) {
  return path.join(folderOf(name), 'target', 'provided');
}

function isProvided(name) {
  return existsSync(TOOLS[name].result(folderOf(name)))
    && existsSync(stampOf(name))
    && readFileSync(stampOf(name), 'utf8') === keyOf(name);
}

function provide(name) {
  if (isProvided(name)) return;
  const folder = folderOf(name);
  const tool = TOOLS[name];
  mkdirSync(path.join(folder, 'target'), { recursive: true });
  const lock = path.join(folder, 'target', 'lock');
  acquire(lock, name);
  try {
    if (isProvided(name)) return;
    const started = Date.now();
    console.log(`tools/${name}: to be ${tool.kind}, once; this can take minutes`);
    rmSync(stampOf(name), { force: true });
    tool.make(folder, tool.result(folder));
    writeFileSync(stampOf(name), keyOf(name));
    console.log(`tools/${name}: ${tool.kind} in ${Math.round((Date.now() - started) / 1000)} s`);
  } catch (error) {
    fail(`tools/${name} could not be ${tool.kind}: ${error.message}`);
    process.exit();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Waits while another process makes the same; a lock whose process has ended is nobody's. */
function acquire(lock, name) {
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isHeld(lock)) {
      rmSync(lock, { force: true });
    } else if (!waited) {
      console.log(`tools/${name}: waiting for the process that makes it`);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
}

function isHeld(lock) {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    // Between its creation and its first byte a lock has no owner to ask for.
    if (owner === 0) return Date.now() - statSync(lock).mtimeMs < 10_000;
    process.kill(owner, 0);
    return true;
  } catch {
    return false;
  }
}

/** What fails there fails again, and is seen, where the tools are waited for. */
function startInBackground(missing) {
  if (missing.length === 0) return;
  mkdirSync(path.join(import.meta.dirname, 'target'), { recursive: true });
  const log = openSync(path.join(import.meta.dirname, 'target', 'provide.log'), 'w');
  const child = spawn(process.execPath, [import.meta.filename, ...missing], {
    detached: true, stdio: ['ignore', log, log],
  });
  child.unref();
  console.log(`In the background, once: ${missing.map((name) => `tools/${name}`).join(', ')}; see tools/target/provide.log`);
}

function run(folder, need, command, words, environment = {}) {
  const { status, error } = spawnSync(command, words, {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: onWindows && command.endsWith('.cmd'),
    env: { ...process.env, ...environment },
  });
  if (error?.code === 'ENOENT') throw new Error(need);
  if (error) throw error;
  if (status !== 0) throw new Error(`${path.basename(command)} ended with exit code ${status}. ${need}`);
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
