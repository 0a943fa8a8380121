// Checks an unpacked bundle for what Maven Central requires, and for what this project promises:
// node tools/release/validate.mjs REPOSITORY VERSION
//
// Requirements of Central: "Requirements" in the documentation of Central
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [repository, version] = process.argv.slice(2);
const GROUP = 'io/github/cdk8s-ovms';
const ARTIFACTS = {
  'cdk8s-ovms-core': { module: 'io.github.cdk8sovms.core', classifiers: ['', 'sources', 'javadoc'] },
  'cdk8s-ovms': { module: 'io.github.cdk8sovms', classifiers: ['', 'sources', 'javadoc'] },
  'cdk8s-ovms-cli': { module: 'io.github.cdk8sovms.cli', classifiers: ['', 'sources', 'javadoc', 'all'] },
};
const faults = [];
let checks = 0;

function check(holds, fault) {
  checks += 1;
  if (!holds) faults.push(fault);
}

function entry(jar, name) {
  const { status, stdout } = spawnSync('unzip', ['-p', jar, name], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return status === 0 ? stdout : '';
}

/** The text of an element, of those that are direct children of project where no nesting matters. */
function element(pom, name) {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(pom)?.[1].trim() ?? '';
}

function checkPom(artifact, pom) {
  for (const name of ['modelVersion', 'groupId', 'artifactId', 'version', 'name', 'description', 'url']) {
    check(element(pom, name) !== '', `${artifact}: its pom has no ${name}`);
  }
  const outside = pom.replace(/<dependenc(y|ies)>[\s\S]*<\/dependencies>/g, '');
  check(element(outside, 'version') === version, `${artifact}: its pom is of version ${element(outside, 'version')}`);
  check(element(outside, 'url') === 'https://github.com/cdk8s-ovms/cdk8s-ovms', `${artifact}: url ${element(outside, 'url')}`);
  for (const [block, names] of Object.entries({
    license: ['name', 'url'], developer: ['name'], scm: ['connection', 'developerConnection', 'url'],
  })) {
    const text = new RegExp(`<${block}( [^>]*)?>[\\s\\S]*?</${block}>`).exec(pom)?.[0] ?? '';
    for (const name of names) check(element(text, name) !== '', `${artifact}: its pom has no ${block}.${name}`);
  }
  check(!pom.includes('<parent>'), `${artifact}: its pom has a parent, which is not published`);
  check(!pom.includes('SNAPSHOT'), `${artifact}: its pom names a snapshot`);
  check(!pom.includes('${'), `${artifact}: its pom has a property without a value`);
  check(!/<(repository|pluginRepository|distributionManagement)>/.test(pom), `${artifact}: its pom names a repository`);
  check(!/<scope>test<\/scope>/.test(pom), `${artifact}: its pom has dependencies of tests`);
}

function checkSigned(file) {
  const name = path.basename(file);
  const { status } = spawnSync('gpg', ['--batch', '--quiet', '--verify', `${file}.asc`, file], { encoding: 'utf8' });
  check(status === 0, `${name}: no valid signature`);
  for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512']) {
    const sum = `${file}.${algorithm}`;
    const digest = createHash(algorithm).update(readFileSync(file)).digest('hex');
    check(existsSync(sum) && readFileSync(sum, 'utf8').trim() === digest, `${name}: no valid ${algorithm}`);
  }
}

function checkJar(artifact, classifier, jar) {
  const name = path.basename(jar);
  check(existsSync(jar), `${name} is missing`);
  if (!existsSync(jar)) return;
  check(entry(jar, 'META-INF/LICENSE').includes('Apache License'), `${name}: no META-INF/LICENSE`);
  check(entry(jar, 'META-INF/NOTICE').includes('cdk8s-ovms'), `${name}: no META-INF/NOTICE`);
  const manifest = entry(jar, 'META-INF/MANIFEST.MF');
  if (classifier === '') {
    check(manifest.includes(`Automatic-Module-Name: ${ARTIFACTS[artifact].module}\r\n`), `${name}: no Automatic-Module-Name`);
  }
  if (classifier === 'javadoc') {
    check(entry(jar, 'index.html').includes('Apache License 2.0'), `${name}: the footer has no license`);
  }
}

function checkThirdParties(jar, components) {
  const text = entry(jar, 'META-INF/THIRD-PARTY.txt');
  check(text.includes('MIT License'), 'the executable jar has no META-INF/THIRD-PARTY.txt');
  for (const { group, name } of components.filter((each) => each.group !== 'io.github.cdk8s-ovms')) {
    check(text.includes(`  ${group}:${name}\n`), `THIRD-PARTY.txt does not name ${group}:${name}`);
  }
}

const artifacts = readdirSync(path.join(repository, GROUP)).sort();
check(artifacts.join() === Object.keys(ARTIFACTS).sort().join(), `the bundle has ${artifacts.join(', ')}`);
for (const [artifact, { classifiers }] of Object.entries(ARTIFACTS)) {
  const file = (suffix) => path.join(repository, GROUP, artifact, version, `${artifact}-${version}${suffix}`);
  checkPom(artifact, readFileSync(file('.pom'), 'utf8'));
  classifiers.forEach((classifier) => checkJar(artifact, classifier, file(classifier ? `-${classifier}.jar` : '.jar')));
  const files = ['.pom', '-cyclonedx.json', ...classifiers.map((each) => (each ? `-${each}.jar` : '.jar'))];
  files.map(file).forEach((each) => (existsSync(each) ? checkSigned(each) : check(false, `${path.basename(each)} is missing`)));
  const sbom = JSON.parse(readFileSync(file('-cyclonedx.json'), 'utf8'));
  check(sbom.bomFormat === 'CycloneDX' && sbom.components.length > 0, `${artifact}: its SBOM has no components`);
  for (const component of sbom.components) {
    check(component.licenses?.length > 0, `${artifact}: its SBOM has no license of ${component.name}`);
  }
  if (artifact === 'cdk8s-ovms-cli') checkThirdParties(file('-all.jar'), sbom.components);
}

faults.forEach((fault) => console.error(fault));
console.log(`the bundle of ${version}: ${checks} checks, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
