// Makes org.cdk8s:cdk8s-plus-34 resolvable before Maven resolves any module's dependencies.
//
// The jar is published upstream, but not every view of the registries has it. What happens, cheapest first:
//   1. the local repository has it      nothing (every run but the first)
//   2. a configured repository has it   Maven downloads it
//   3. no repository has it             it is generated from the npm package, which is its source upstream too
//
// Called by the root pom in its validate phase; README.md beside this file says why there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [version, localRepository, mavenHome, userSettings, offlineFlag] = process.argv.slice(2);
const offline = offlineFlag === 'offline=true';
const folder = import.meta.dirname;
const onWindows = process.platform === 'win32';
const artifact = `org.cdk8s:cdk8s-plus-34:${version}`;

if (!inLocalRepository() && !downloaded()) {
  console.log(`${artifact} is in no configured Maven repository: generating it from npm, once (about 30 s)`);
  try {
    generate();
  } catch (error) {
    console.error(`${artifact} could not be generated: ${error.message}. It needs npm and an npm registry; see tools/cdk8s-plus/README.md.`);
    process.exitCode = 1;
  }
}

function inLocalRepository() {
  const home = path.join(localRepository, 'org', 'cdk8s', 'cdk8s-plus-34', version);
  return ['.jar', '.pom'].every((ending) => existsSync(path.join(home, `cdk8s-plus-34-${version}${ending}`)));
}

function downloaded() {
  if (offline) return false;
  try {
    maven(folder, 'ignore', 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get',
      `-Dartifact=${artifact}`, '-Dtransitive=false');
    return true;
  } catch {
    return false; // Maven says only that it failed; generating will say what is really wrong
  }
}

function generate() {
  const generated = path.join(folder, 'target');
  rmSync(generated, { recursive: true, force: true });
  run(folder, 'inherit', onWindows ? 'npm.cmd' : 'npm',
    'ci', '--loglevel=error', '--no-audit', '--no-fund', ...(offline ? ['--offline'] : []));
  const locked = installed('cdk8s-plus-34');
  if (locked !== version) {
    throw new Error(`tools/cdk8s-plus/package.json has cdk8s-plus-34 ${locked}, but the root pom asks for ${version}`);
  }
  const jsii = path.join('node_modules', 'jsii-pacmak', 'bin', 'jsii-pacmak');
  run(folder, 'inherit', process.execPath, jsii,
    '--target=java', '--code-only', `--outdir=${generated}`, path.join('node_modules', 'cdk8s-plus-34'));
  const project = path.join(generated, 'java');
  closeVersionRanges(path.join(project, 'pom.xml'));
  maven(project, 'inherit', 'install', '-Dmaven.javadoc.skip=true', '-Dmaven.source.skip=true');
  rmSync(generated, { recursive: true });
}

// jsii-pacmak writes version ranges. Maven would read the pom of every release inside them: minutes instead of seconds.
function closeVersionRanges(pom) {
  const pinned = { cdk8s: installed('cdk8s'), constructs: installed('constructs'), 'jsii-runtime': installed('jsii-pacmak') };
  const ranges = /(<artifactId>([^<]+)<\/artifactId>\s*<version>)\[([^,]+),[^<]*/g;
  const closed = readFileSync(pom, 'utf8').replace(ranges, (_, start, name, lowest) => start + (pinned[name] ?? lowest));
  writeFileSync(pom, closed);
}

function installed(npmPackage) {
  return JSON.parse(readFileSync(path.join(folder, 'node_modules', npmPackage, 'package.json'), 'utf8')).version;
}

function maven(directory, output, ...goals) {
  run(directory, output, path.join(mavenHome, 'bin', onWindows ? 'mvn.cmd' : 'mvn'), '--quiet', '--batch-mode',
    ...(existsSync(userSettings) ? ['--settings', userSettings] : []),
    ...(offline ? ['--offline'] : []),
    `-Dmaven.repo.local=${localRepository}`, ...goals);
}

function run(directory, output, command, ...args) {
  const { status, error } = spawnSync(command, args, {
    cwd: directory,
    stdio: ['ignore', output, output],
    shell: onWindows && command.endsWith('.cmd'),
    env: {
      ...process.env,
      PATH: path.join(mavenHome, 'bin') + path.delimiter + process.env.PATH,
      JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
    },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${path.basename(command)} ended with exit code ${status}`);
}
