// Sends a request for an inference over HTTP, in the protocol of KServe, version 2.
import http from 'k6/http';

const target = JSON.parse(open('./target.json'));

// Tensors are bytes behind the JSON: as text, that of an image takes 16 MB.
const json = new Uint8Array(open('./request.json', 'b'));
const request = new Uint8Array(json.length + target.zeros);
request.set(json);

export async function send() {
  const answer = await http.asyncRequest('POST', target.url, request.buffer, {
    headers: target.headers,
    timeout: target.timeout,
  });
  return {
    answered: answer.status === 200,
    seconds: answer.timings.duration / 1000,
    problem: answer.error || `HTTP ${answer.status}`,
  };
}
