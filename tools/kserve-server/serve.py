"""Answers inferences over gRPC with the stubs that clients of OVMS use, and prints at its end what was requested.

A request is refused unless each input has as many bytes as its shape and type ask for. The stubs are those of
tritonclient, made from the protocol's own definition, so a client with another idea of it is not understood.

Usage: serve.py address:port. It prints "listening", and at the end of its input one line of JSON.
"""

import collections
import json
import math
import re
import sys
from concurrent import futures

import grpc
from tritonclient.grpc import service_pb2, service_pb2_grpc


class Models(service_pb2_grpc.GRPCInferenceServiceServicer):
    def __init__(self):
        self.asked = collections.Counter()
        self.refused = 0

    def ModelInfer(self, request, context):
        sizes = [math.prod(each.shape) * int(re.search(r"\d+$", each.datatype)[0]) // 8 for each in request.inputs]
        if not sizes or sizes != [len(each) for each in request.raw_input_contents]:
            self.refused += 1
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "Invalid content size of tensor")
        self.asked[" ".join([request.model_name, *(each.name for each in request.inputs)])] += 1
        answer = service_pb2.ModelInferResponse(model_name=request.model_name, model_version="1")
        answer.outputs.add(name="output", datatype="FP32", shape=[1, 2])
        answer.raw_output_contents.append(bytes(8))
        return answer


def main():
    models = Models()
    server = grpc.server(futures.ThreadPoolExecutor(16))
    service_pb2_grpc.add_GRPCInferenceServiceServicer_to_server(models, server)
    server.add_insecure_port(sys.argv[1])
    server.start()
    print("listening", flush=True)
    sys.stdin.read()
    server.stop(0).wait()
    print(json.dumps({"asked": models.asked, "refused": models.refused}), flush=True)


main()
