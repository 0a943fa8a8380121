// Each iteration is one request for an inference over gRPC, in the protocol of KServe, version 2.
import grpc from 'k6/net/grpc';
import encoding from 'k6/encoding';
import { check } from 'k6';

const target = JSON.parse(open('./target.json'));
const zeros = (length) => encoding.b64encode(new Uint8Array(length).buffer);
const request = { ...target.request, raw_input_contents: target.zeros.map(zeros) };

const client = new grpc.Client();
client.load([], 'kserve.proto');
let connected = false;

export default function () {
  if (!connected) {
    client.connect(target.address, { plaintext: true, timeout: target.timeout });
    connected = true;
  }
  const answer = client.invoke('inference.GRPCInferenceService/ModelInfer', request, {
    timeout: target.timeout,
  });
  check(answer, { answered: (each) => each.status === grpc.StatusOK });
}
