// Each iteration is one request to a generative model over HTTP, in the API of OpenAI.
import http from 'k6/http';
import exec from 'k6/execution';
import { check } from 'k6';
import { Counter, Trend } from 'k6/metrics';

const target = JSON.parse(open('./target.json'));
const request = JSON.parse(open('./request.json'));
const generated = new Counter('generated_tokens');
const speed = new Trend('generated_tokens_per_second');

const headers = Object.assign({}, target.headers);
if (target.apiKeyFile) {
  // OVMS reads the first line, too.
  headers.Authorization = `Bearer ${open(target.apiKeyFile).split('\n')[0].trim()}`;
}

// Equal prompts would be answered from the prefix cache of the server.
function numbered(value, number) {
  if (typeof value === 'string') {
    return `[${number}] ${value}`;
  }
  if (typeof value[0] === 'string') {
    return value.map((text) => numbered(text, number));
  }
  return value.map((message) =>
    message.role === 'user' ? { role: 'user', content: numbered(message.content, number) } : message);
}

export default function () {
  const body = Object.assign({}, request);
  body[target.numbered] = numbered(request[target.numbered], `${exec.scenario.name} ${exec.scenario.iterationInTest}`);
  const answer = http.post(target.url, JSON.stringify(body), {
    headers: headers,
    timeout: target.timeout,
    responseType: 'text',
  });
  const answered = check(answer, { answered: (each) => each.status === 200 });
  const usage = answered ? answer.json('usage') : null;
  if (usage && usage.completion_tokens > 0) {
    generated.add(usage.completion_tokens);
    speed.add(usage.completion_tokens / (answer.timings.duration / 1000));
  }
}
