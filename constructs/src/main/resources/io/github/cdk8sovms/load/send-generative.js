// Sends a request to a generative model over HTTP, in the API of OpenAI.
import http from 'k6/http';

const target = JSON.parse(open('./target.json'));
const request = JSON.parse(open('./request.json'));

const headers = Object.assign({}, target.headers);
if (target.apiKeyFile) {
  // OVMS reads the first line, too.
  headers.Authorization = `Bearer ${open(target.apiKeyFile).split('\n')[0].trim()}`;
}
let number = 0;

// Equal prompts would be answered from the prefix cache of the server.
function numbered(value) {
  if (typeof value === 'string') {
    return `[${number}] ${value}`;
  }
  if (typeof value[0] === 'string') {
    return value.map((text) => numbered(text));
  }
  return value.map((message) =>
    message.role === 'user' ? { role: 'user', content: numbered(message.content) } : message);
}

export async function send() {
  number += 1;
  const body = Object.assign({}, request);
  body[target.numbered] = numbered(request[target.numbered]);
  const answer = await http.asyncRequest('POST', target.url, JSON.stringify(body), {
    headers: headers,
    timeout: target.timeout,
  });
  return {
    answered: answer.status === 200,
    seconds: answer.timings.duration / 1000,
    problem: answer.error || `HTTP ${answer.status}`,
  };
}
