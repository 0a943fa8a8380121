package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;

/**
 * The memory that k6 needs for its clients and their requests.
 *
 * @param payload of a request
 * @param schedule with the number of clients
 */
record ClientMemory(Payload payload, Schedule schedule) {
  /** Memory of k6 with a script and its metrics, without load. */
  private static final long BASE_MEBIBYTES = 128;

  /** Memory per client without a request; 170 kB were measured. */
  private static final long CLIENT_KIBIBYTES = 256;

  /** Typical spare memory of a node of common size. */
  private static final long MOST_MEBIBYTES = 16 << 10;

  /** Returns CPU and memory of the pod. */
  Resources resources() {
    return Resources.cpu("1").memory(mebibytes() + "Mi");
  }

  void check(Findings findings) {
    findings.require(
        mebibytes() <= MOST_MEBIBYTES,
        FindingCode.LOAD_CLIENTS,
        "clients",
        quote(schedule.clientsAtOnce())
            + " clients with requests of "
            + payload.bytes()
            + " bytes need "
            + mebibytes()
            + "Mi of memory, more than a pod should request",
        "Limit them with .clients(200), shorten .timeout(..), or set .resources(..).");
  }

  /** A request is in memory once for its client, and once more while it is sent. */
  private long mebibytes() {
    long perClient = CLIENT_KIBIBYTES + 2L * payload.bytes() / 1024;
    return BASE_MEBIBYTES + (schedule.clientsAtOnce() * perClient + 1023) / 1024;
  }
}
