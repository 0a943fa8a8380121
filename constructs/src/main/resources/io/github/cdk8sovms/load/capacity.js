// Finds the capacity of one pod: first with a fixed number of requests at a time, from which the service time follows,
// then at rising rates, until answers are too late. One line of JSON in the log for each step.
import http from 'k6/http';
import exec from 'k6/execution';
import { send } from './send.js';

const settings = JSON.parse(open('./capacity.json'));

/** Of the highest rate with a fixed number of requests. Above 1 it is more than the pod can do. */
const SHARES = [0.5, 0.7, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.4, 1.7, 2];

/** With fewer requests, a mean and a quantile say little; slow models get longer steps for them. */
const FEWEST = 40;
const FEWEST_AT_A_RATE = 100;
const LONGEST_STEP = 6;

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const say = (kind, fields) => console.log(JSON.stringify(Object.assign({ ovmsCapacity: kind }, fields)));
const rounded = (value) => Number(value.toPrecision(5));

class Sample {
  constructor() {
    this.seconds = [];
    this.failed = 0;
    this.problem = '';
  }

  add(answer) {
    if (answer.answered) {
      this.seconds.push(answer.seconds);
    } else {
      this.failed += 1;
      this.problem = answer.problem;
    }
  }

  count() {
    return this.seconds.length + this.failed;
  }

  mean() {
    return this.seconds.reduce((sum, each) => sum + each, 0) / Math.max(1, this.seconds.length);
  }

  quantile(share) {
    const sorted = this.seconds.slice().sort((one, other) => one - other);
    return sorted.length === 0 ? 0 : sorted[Math.ceil(share * sorted.length) - 1];
  }

  fails() {
    return this.failed > settings.failures * this.count();
  }

  isLate() {
    return this.quantile(settings.share) > settings.limit;
  }

  fields() {
    const mean = this.mean();
    const squares = this.seconds.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    return {
      requests: this.count(),
      failed: this.failed,
      mean: rounded(mean),
      deviation: rounded(Math.sqrt(squares / Math.max(1, this.seconds.length))),
      latency: rounded(this.quantile(settings.share)),
    };
  }
}

/** Keeps a number of requests at the pod: each client sends when it has its answer. */
async function atOnce(clients, seconds, fewest) {
  const sample = new Sample();
  const start = Date.now();
  const goesOn = () => {
    const passed = (Date.now() - start) / 1000;
    return passed < seconds || (sample.count() < fewest && passed < LONGEST_STEP * seconds);
  };
  const client = async () => {
    while (goesOn() && !(sample.count() > 10 && sample.fails())) {
      sample.add(await send());
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { sample, perSecond: sample.seconds.length / ((Date.now() - start) / 1000) };
}

/**
 * Sends at a rate, whether or not earlier requests were answered. Evenly: at random times the queue of a few hundred
 * requests is chance. What random times do to the latency follows from the service times.
 */
async function atRate(rate, seconds, most) {
  const sample = new Sample();
  const start = Date.now();
  const end = start + seconds * 1000;
  const all = [];
  let open = 0;
  let due = start;
  let overflows = false;
  for (;;) {
    due += 1000 / rate;
    if (due > end) {
      break;
    }
    const wait = due - Date.now();
    if (wait > 1) {
      await sleep(wait);
    }
    if (open >= most) {
      overflows = true;
      break;
    }
    open += 1;
    all.push(
      send().then((answer) => {
        open -= 1;
        sample.add(answer);
      }));
  }
  const sending = (Date.now() - start) / 1000;
  const sent = all.length;
  const left = open;
  await Promise.all(all);
  return {
    sample,
    sent: sent / sending,
    // The generator itself was late: what it saw is not the limit of the pod.
    isLate: !overflows && sending > seconds * 1.05 + 0.1,
    isBehind: overflows || left > 0.1 * sent + most / 10,
  };
}

/** What the pod says that it has, which OVMS may have chosen itself. */
function streams() {
  const answer = http.get(settings.metrics, { responseType: 'text', timeout: '10s' });
  const name = settings.model.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const line = new RegExp(`^ovms_streams\\{[^}]*name="${name}"[^}]*\\} ([0-9.]+)$`, 'm');
  const match = answer.status === 200 ? line.exec(answer.body) : null;
  return match ? Number(match[1]) : null;
}

/** All numbers up to eight, then twice the one before; the last one always. */
function levels(last, isGraph) {
  const all = [];
  for (let level = 1; level < last; level = level < (isGraph ? 2 : 8) ? level + 1 : level * 2) {
    all.push(level);
  }
  return all.concat(last);
}

function stop(sample) {
  exec.test.abort(`${sample.failed} of ${sample.count()} requests failed: ${sample.problem}`);
}

async function measureLevels(last, isGraph) {
  const measured = [];
  for (const level of levels(last, isGraph)) {
    const { sample, perSecond } = await atOnce(level, settings.step, FEWEST);
    if (sample.fails()) {
      if (level === 1) {
        stop(sample);
      }
      break;
    }
    const step = Object.assign({ atOnce: level, perSecond: rounded(perSecond) }, sample.fields());
    measured.push(step);
    say('level', step);
    if (isGraph && sample.isLate()) {
      break;
    }
  }
  return measured;
}

async function raiseRate(most, highest) {
  const measured = [];
  for (const share of SHARES) {
    const rate = share * highest;
    const seconds = Math.min(Math.max(settings.step, FEWEST_AT_A_RATE / rate), LONGEST_STEP * settings.step);
    const run = await atRate(rate, seconds, most);
    const reason = run.isLate
      ? 'generator'
      : run.sample.fails()
        ? 'failures'
        : run.isBehind
          ? 'behind'
          : run.sample.isLate()
            ? 'latency'
            : '';
    const step = Object.assign(
      { perSecond: rounded(rate), sent: rounded(run.sent), atOnce: rounded(run.sent * run.sample.mean()) },
      run.sample.fields(),
      { reason });
    measured.push(step);
    say('rate', step);
    if (reason) {
      break;
    }
  }
  return measured;
}

export default async function () {
  const first = await send();
  if (!first.answered) {
    exec.test.abort(`the first request failed: ${first.problem}`);
    return;
  }
  await atOnce(1, settings.step / 4, 0);
  const found = settings.isGraph ? null : streams();
  const last = settings.isGraph ? settings.workers : found || settings.streams || 1;
  const byLevel = await measureLevels(last, settings.isGraph);
  const highest = Math.max(...byLevel.map((step) => step.perSecond));
  const byRate = await raiseRate(Math.max(4 * last, 40), highest);
  const good = byRate.filter((step) => !step.reason).pop();
  say('result', {
    version: 1,
    model: settings.model,
    image: settings.image,
    device: settings.device,
    streams: found || settings.streams || null,
    protocol: settings.protocol,
    share: settings.share,
    limit: settings.limit,
    first: rounded(first.seconds),
    levels: byLevel,
    rates: byRate,
    knee: good ? { perSecond: good.perSecond, atOnce: good.atOnce, latency: good.latency } : null,
    reason: byRate[byRate.length - 1].reason || 'rates',
  });
}
