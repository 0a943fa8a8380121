package io.github.cdk8sovms.kubernetes.internal;

import java.util.HashMap;
import java.util.Map;

/**
 * The names of fields in Kubernetes where cdk8s-plus has others: jsii allows no two capitals in a
 * row. Fields of CustomResourceDefinitions, which this library does not emit, are left out.
 */
final class FieldNames {
  private static final Map<String, String> EMITTED = new HashMap<>();

  static {
    EMITTED.put("clientIp", "clientIP");
    EMITTED.put("clusterIp", "clusterIP");
    EMITTED.put("datasetUuid", "datasetUUID");
    EMITTED.put("diskUri", "diskURI");
    EMITTED.put("downwardApi", "downwardAPI");
    EMITTED.put("externalId", "externalID");
    EMITTED.put("hostIp", "hostIP");
    EMITTED.put("hostIpc", "hostIPC");
    EMITTED.put("hostPid", "hostPID");
    EMITTED.put("insecureSkipTlsVerify", "insecureSkipTLSVerify");
    EMITTED.put("loadBalancerIp", "loadBalancerIP");
    EMITTED.put("nodeId", "nodeID");
    EMITTED.put("nodeUid", "nodeUID");
    EMITTED.put("nonResourceUrLs", "nonResourceURLs");
    EMITTED.put("openApiv3Schema", "openAPIV3Schema");
    EMITTED.put("pdId", "pdID");
    EMITTED.put("podCidRs", "podCIDRs");
    EMITTED.put("podCidr", "podCIDR");
    EMITTED.put("podUid", "podUID");
    EMITTED.put("providerId", "providerID");
    EMITTED.put("scaleIo", "scaleIO");
    EMITTED.put("serviceAccountUid", "serviceAccountUID");
    EMITTED.put("setHostnameAsFqdn", "setHostnameAsFQDN");
    EMITTED.put("storagePolicyId", "storagePolicyID");
    EMITTED.put("targetCpuUtilizationPercentage", "targetCPUUtilizationPercentage");
    EMITTED.put("targetWwNs", "targetWWNs");
    EMITTED.put("volumeId", "volumeID");
  }

  private FieldNames() {}

  /** The name in the YAML. */
  static String emitted(String property) {
    return EMITTED.getOrDefault(property, property);
  }
}
