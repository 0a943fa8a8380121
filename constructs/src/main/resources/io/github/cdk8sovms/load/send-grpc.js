// Sends a request for an inference over gRPC, in the protocol of KServe, version 2.
import grpc from 'k6/net/grpc';
import encoding from 'k6/encoding';

const target = JSON.parse(open('./target.json'));
const zeros = (length) => encoding.b64encode(new Uint8Array(length).buffer);
const request = { ...target.request, raw_input_contents: target.zeros.map(zeros) };

const client = new grpc.Client();
client.load([], 'kserve.proto');
let connected = false;

export async function send() {
  if (!connected) {
    client.connect(target.address, { plaintext: true, timeout: target.timeout });
    connected = true;
  }
  // k6 has no time of a single call.
  const start = Date.now();
  const answer = await client.asyncInvoke('inference.GRPCInferenceService/ModelInfer', request, {
    timeout: target.timeout,
  });
  return {
    answered: answer.status === grpc.StatusOK,
    seconds: (Date.now() - start) / 1000,
    problem: `gRPC status ${answer.status}`,
  };
}
