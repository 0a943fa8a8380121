"""When do calls of gRPC clients reach a pod that was added, and what happens when one goes?

Clients and servers are real ones, of the library that OVMS is built on. Pods are servers on
addresses of the loopback network; the address of a Service is a proxy that chooses a pod for each
connection, as kube-proxy does; a headless Service is a name server that knows the ready pods.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import struct
import threading
import time
from concurrent import futures

# Only this resolver can be configured with a name server.
os.environ.setdefault("GRPC_DNS_RESOLVER", "ares")

import grpc  # noqa: E402

PORT = 18080
METHOD = "/inference.GRPCInferenceService/ModelInfer"

# As the emitted pods: the time for which a terminating pod still accepts calls.
PAUSE_BEFORE_STOP = 10


class Pods:
    """The pods of a server, and which of them are ready."""

    def __init__(self, network, age):
        self.network = network
        self.age = age
        self.ready = []
        self.servers = {}

    def start(self):
        address = f"127.{self.network}.0.{len(self.servers) + 2}"
        options = [("grpc.so_reuseport", 0)]
        if self.age:
            options.append(("grpc.max_connection_age_ms", self.age * 1000))
        server = grpc.server(futures.ThreadPoolExecutor(8), options=options)

        def answer(request, context):
            time.sleep(0.01)
            return address.encode()

        handler = grpc.unary_unary_rpc_method_handler(answer)
        service, method = METHOD[1:].split("/")
        server.add_generic_rpc_handlers(
            (grpc.method_handlers_generic_handler(service, {method: handler}),)
        )
        if server.add_insecure_port(f"{address}:{PORT}") != PORT:
            raise SystemExit(f"{address}:{PORT} is taken")
        server.start()
        self.servers[address] = server
        self.ready.append(address)
        return address

    def stop(self, address):
        self.ready.remove(address)
        time.sleep(PAUSE_BEFORE_STOP)
        self.servers[address].stop(5).wait()


class ServiceAddress:
    """One address for all pods: each connection gets one that is ready, by chance."""

    def __init__(self, pods):
        self.pods = pods
        self.port = None
        started = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve(started)), daemon=True).start()
        started.wait()

    @property
    def target(self):
        return f"ipv4:127.{self.pods.network}.0.1:{self.port}"

    async def _serve(self, started):
        server = await asyncio.start_server(self._connect, f"127.{self.pods.network}.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await server.serve_forever()

    async def _connect(self, reader, writer):
        pod = random.choice(self.pods.ready)
        try:
            pod_reader, pod_writer = await asyncio.open_connection(pod, PORT)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._copy(reader, pod_writer), self._copy(pod_reader, writer))

    @staticmethod
    async def _copy(reader, writer):
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        writer.close()


class HeadlessService:
    """A name server that gives the addresses of all ready pods."""

    # That of CoreDNS for names of the cluster.
    SECONDS_TO_LIVE = 5

    def __init__(self, pods):
        self.pods = pods
        self.asked = 0
        started = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve(started)), daemon=True).start()
        started.wait()

    @property
    def target(self):
        return f"dns://127.{self.pods.network}.0.1:{self.port}/pods.test:{PORT}"

    async def _serve(self, started):
        outer = self

        class Protocol(asyncio.DatagramProtocol):
            def connection_made(self, transport):
                self.transport = transport

            def datagram_received(self, data, sender):
                self.transport.sendto(outer._answer(data), sender)

        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            Protocol, local_addr=(f"127.{self.pods.network}.0.1", 0)
        )
        self.port = transport.get_extra_info("sockname")[1]
        started.set()
        await asyncio.Event().wait()

    def _answer(self, query):
        end = query.index(b"\0", 12) + 5
        kind = struct.unpack("!H", query[end - 4 : end - 2])[0]
        addresses = list(self.pods.ready) if kind == 1 else []
        self.asked += kind == 1
        head = query[:2] + struct.pack("!HHHHH", 0x8580, 1, len(addresses), 0, 0)
        records = b"".join(
            struct.pack("!HHHIH", 0xC00C, 1, 1, self.SECONDS_TO_LIVE, 4)
            + bytes(int(part) for part in address.split("."))
            for address in addresses
        )
        return head + query[12:end] + records


class Client(threading.Thread):
    """Calls a few times a second, and records which pod answered when."""

    def __init__(self, target, policy, until):
        super().__init__(daemon=True)
        self.until = until
        self.answers = []
        self.failures = []
        options = [("grpc.use_local_subchannel_pool", 1)]
        if policy:
            options.append(("grpc.service_config", json.dumps({"loadBalancingConfig": [{policy: {}}]})))
        self.call = grpc.insecure_channel(target, options=options).unary_unary(METHOD)

    def run(self):
        while time.monotonic() < self.until:
            try:
                pod = self.call(b"", timeout=5, wait_for_ready=True).decode()
                self.answers.append((time.monotonic(), pod))
            except grpc.RpcError as error:
                self.failures.append((time.monotonic(), error.code().name))
            time.sleep(random.uniform(0.1, 0.3))


def measure(network, headless, age, count, before, after, end):
    pods = Pods(network, age)
    first = pods.start()
    service = HeadlessService(pods) if headless else ServiceAddress(pods)
    until = time.monotonic() + before + after + PAUSE_BEFORE_STOP + end
    clients = [Client(service.target, "round_robin" if headless else None, until) for _ in range(count)]
    for client in clients:
        client.start()
        # Clients do not all start in the same second.
        time.sleep(before / count)

    second = pods.start()
    added = time.monotonic()
    time.sleep(after)
    removed = time.monotonic()
    pods.stop(first)
    for client in clients:
        client.join()

    waits = []
    for client in clients:
        times = [at - added for at, pod in client.answers if pod == second and at < removed]
        waits.append(times[0] if times else None)
    found = sorted(wait for wait in waits if wait is not None)
    late = [pod for c in clients for at, pod in c.answers if removed - 60 <= at < removed]
    return {
        "headless": headless,
        "age": age,
        "clients": count,
        "found": len(found),
        "first": round(found[0], 1) if found else None,
        "median": round(statistics.median(found), 1) if found else None,
        "last": round(found[-1], 1) if found else None,
        "shareOfNewPodInLastMinute": round(late.count(second) / len(late), 2),
        "failedWhenAdded": sum(1 for c in clients for at, _ in c.failures if at < removed),
        "failedWhenRemoved": sum(1 for c in clients for at, _ in c.failures if at >= removed),
        "calls": sum(len(c.answers) for c in clients),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=10)
    parser.add_argument("--age", type=int, default=60, help="seconds; 0 for never")
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--before", type=float, default=60, help="seconds with one pod")
    parser.add_argument("--after", type=float, default=200, help="seconds with two")
    parser.add_argument("--end", type=float, default=30, help="seconds after one was ended")
    parser.add_argument("--network", type=int, default=77, help="second byte of the addresses")
    options = parser.parse_args()
    result = measure(
        options.network,
        options.headless,
        options.age,
        options.clients,
        options.before,
        options.after,
        options.end,
    )
    print(json.dumps({"grpc": grpc.__version__, **result}))


if __name__ == "__main__":
    main()
