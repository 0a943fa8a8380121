// Each iteration is one request for an inference over HTTP, in the protocol of KServe, version 2.
import http from 'k6/http';
import { check } from 'k6';

const target = JSON.parse(open('./target.json'));

// Tensors are bytes behind the JSON: as text, that of an image takes each client 16 MB.
const json = new Uint8Array(open('./request.json', 'b'));
const request = new Uint8Array(json.length + target.zeros);
request.set(json);

export default function () {
  const answer = http.post(target.url, request.buffer, {
    headers: target.headers,
    timeout: target.timeout,
  });
  check(answer, { answered: (each) => each.status === 200 });
}
