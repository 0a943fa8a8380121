package io.github.cdk8sovms.validation;

import static io.github.cdk8sovms.validation.Severity.ERROR;
import static io.github.cdk8sovms.validation.Severity.WARNING;

/**
 * All kinds of findings. Codes are stable and never reused. {@code docs/findings.md} describes the
 * cause and the fix of each.
 *
 * <p>1xx: all objects; 2xx: the model server; 30x: Prometheus; 35x: the metrics adapter; 4xx: the
 * autoscaler; of these 45x: alerts, 46x: dashboards, 47x: load tests, 48x: GitOps.
 */
public enum FindingCode {
  INVALID_NAME(101, ERROR, "a name that Kubernetes rejects"),
  INVALID_LABEL(102, ERROR, "a label that Kubernetes rejects"),
  RESERVED_LABEL(103, ERROR, "a label that selectors depend on is replaced"),
  INVALID_ANNOTATION(104, ERROR, "an annotation that Kubernetes rejects"),
  INVALID_QUANTITY(105, ERROR, "not a Kubernetes quantity, or not a sensible one"),
  INVALID_DURATION(106, ERROR, "a duration out of range"),
  INVALID_PORT(107, ERROR, "not a port number"),
  INVALID_IMAGE(108, ERROR, "not a pinned container image"),
  INVALID_URL(109, ERROR, "not a usable URL"),
  MISSING(110, ERROR, "a required option is missing"),
  DUPLICATE_OBJECT(111, ERROR, "two objects with the same kind, namespace and name"),
  KUBERNETES_VERSION(112, ERROR, "a Kubernetes version that is unknown or too old for an option"),
  FEATURE_GATE(113, WARNING, "needs a feature gate on this Kubernetes version"),
  DUPLICATE_ID(114, ERROR, "two constructs with the same id in one scope"),
  NO_EFFECT(115, ERROR, "an option of something that is not emitted"),
  NETWORK_PEER(116, ERROR, "not a peer of the network"),
  NOT_SYNTHESIZED(117, ERROR, "a summary of an app that was not synthesized"),
  CONTRADICTION(119, ERROR, "options that contradict each other"),
  TOO_LARGE(120, ERROR, "more data than an object can contain"),
  NAMESPACE_OF_OTHERS(121, ERROR, "a namespace that this library must not create"),
  ANNOTATION_OF_PODS(122, WARNING, "a pod annotation on objects without pods"),
  IMAGE_VARIANT(125, ERROR, "an image whose entrypoint is not that of OVMS"),
  MESH_NOT_SAID(126, WARNING, "a mesh label without a configured mesh"),
  UNKNOWN_MESH(127, WARNING, "a mesh that this library does not support"),
  MESH_ADMISSION(128, WARNING, "a namespace that admits any pod, as a mesh needs it"),
  MESH_CONTRADICTED(129, ERROR, "contradictory mesh settings for the same pods"),
  API_SERVER_PEER(130, WARNING, "an address that the API server cannot have"),
  MESH_BY_NAMESPACE(131, WARNING, "pods of an operator, which join a mesh by their namespace only"),
  SCHEDULING(132, ERROR, "a scheduling rule that the API server refuses"),
  PREEMPTION(133, WARNING, "a server whose pods other pods may preempt"),
  SCRAPED_BY_ANNOTATION(134, WARNING, "pods that are scraped twice"),
  IDENTITY_OF_OTHERS(135, WARNING, "an existing ServiceAccount that needs annotations"),
  PATCH_NOT_FOUND(136, ERROR, "a patch of an object or a path that is not emitted"),
  PATCH_SYNTAX(137, ERROR, "a patch that cannot be read"),
  PATCH_OF_REFERENCE(138, ERROR, "a patch of what other objects refer to"),
  PATCH_UNDOES_GUARD(139, WARNING, "a patch of what a check or another object relies on"),
  ROUTE_HOSTNAME(140, ERROR, "not a hostname of a route"),
  GATEWAY(141, ERROR, "references to a Gateway that exclude each other"),
  ROUTES_COLLIDE(142, ERROR, "HTTP and gRPC that a proxy cannot serve together"),
  GATEWAY_PODS_ASSUMED(143, WARNING, "a Gateway whose pods are assumed"),
  ROUTE_PATH(144, ERROR, "not a path of a route"),
  ROUTE_TO_INTERNALS(145, WARNING, "a route to metrics or administration of a server"),
  ROUTE_NAMESPACE(146, ERROR, "a route in another namespace than its server"),
  CANARY_WEIGHT(147, ERROR, "not a weight of a canary"),
  CANARY_SIDES(148, ERROR, "two servers that one route cannot split requests between"),
  CANARY_NOT_SCALED(149, ERROR, "a side of a canary without an autoscaler"),
  CANARY_LIMIT(150, ERROR, "not a limit of a canary's comparison"),
  HEADROOM(151, ERROR, "not a usable amount or place of reserved room"),
  PREPULL(152, ERROR, "images that cannot be pulled in advance"),
  PREPULL_NOT_ENOUGH(153, WARNING, "a pre-pulled image that may be asked for again or replaced"),

  MODEL_NAME(201, ERROR, "not a model name"),
  DUPLICATE_MODEL(202, ERROR, "two models with the same name in one server"),
  STREAMS(203, ERROR, "not a stream count"),
  NIREQ(204, ERROR, "not a usable number of infer requests"),
  MODEL_INPUT(205, ERROR, "batch size, shape or layout that OVMS rejects"),
  PLUGIN_CONFIG(206, ERROR, "plugin configuration that OVMS rejects or that contradicts the model"),
  DEVICE(207, ERROR, "not a target device"),
  VERSION_POLICY(208, ERROR, "a model version policy that OVMS rejects"),
  MODEL_SOURCE(209, ERROR, "an unsupported model source"),
  CHECKSUM(210, ERROR, "not a SHA-256 checksum"),
  CREDENTIALS(211, ERROR, "credentials that cannot be used together"),
  DUPLICATE_PORT(212, ERROR, "one port for two protocols"),
  VERSION_UNKNOWN(213, ERROR, "the OVMS version of an image is unknown"),
  VERSION_TOO_OLD(214, ERROR, "an OVMS version without metrics"),
  OPERATOR_IMAGE_TOO_NEW(215, ERROR, "an image that crashes under the OpenVINO operator"),
  OPERATOR_CANNOT_EXPRESS(216, ERROR, "an option that a ModelServer has no field for"),
  OPERATOR_DEPRECATED(217, WARNING, "the OpenVINO operator is deprecated"),
  METRIC_UNKNOWN(218, ERROR, "a metric that this OVMS version does not export"),
  REPLICAS(219, ERROR, "not a replica count"),
  DEVICE_NOT_REQUESTED(220, WARNING, "a device is used but not requested from the cluster"),
  WORKERS(221, ERROR, "not a worker count"),
  PLAIN_HTTP_STORAGE(222, WARNING, "OVMS accesses this storage without TLS"),
  VERSION_MAY_CHANGE(223, WARNING, "an image that may become another OVMS version"),
  STREAMS_EXCEED_CPU(224, WARNING, "more streams than cores"),
  CONNECTIONS_STAY(225, WARNING, "gRPC clients never move to new pods"),
  DEVICE_GROUP(226, ERROR, "not a valid group of the node"),
  DEVICE_NOT_OPENED(227, WARNING, "a device that the server cannot open"),
  THREADS_EXCEED_CPU(228, WARNING, "more inference threads than the CPU limit"),
  DEVICE_RESOURCE(229, ERROR, "a device resource that does not fit the devices of the models"),
  DEVICE_IMAGE(230, ERROR, "an image without the drivers of a device"),
  DEVICE_PROPERTY(231, ERROR, "a property that the device does not support"),
  DEVICE_INPUT(232, ERROR, "an input that the device does not support"),
  DEVICE_STREAMS(233, ERROR, "more streams than the device supports"),
  MIXED_DRIVERS(234, ERROR, "GPUs of two drivers in one pod"),
  DEVICE_IDLE(235, WARNING, "a device that is allocated to pods but not used by a model"),
  ANONYMOUS_STORAGE(236, WARNING, "cloud storage that is read anonymously"),
  VERSION_DIRECTORY(237, WARNING, "a directory that looks like a version of a model"),
  PROPERTY_UNKNOWN(238, WARNING, "a property that no known device supports"),
  NODE_LIMIT(239, WARNING, "a limit that nodes may not meet"),
  MODELS_NOT_RETRIED(240, WARNING, "a pod that stays ready without its models"),
  MODEL_NAME_NOT_IN_PATH(241, ERROR, "a model that cannot be requested over HTTP"),
  ENVIRONMENT(243, ERROR, "not a usable environment variable"),
  ARGUMENT(244, ERROR, "not a usable flag of OVMS"),
  ARGUMENT_UNKNOWN(245, WARNING, "a flag that OVMS is not known to have"),
  SERVICE_CLOSED(246, WARNING, "a Service whose clients the NetworkPolicy drops"),
  POD_ADDITION(247, ERROR, "a container, volume or mount that does not fit into the pod"),
  POD_ADDITION_NOT_RESTRICTED(248, WARNING, "a container that restricted namespaces refuse"),
  GRAPH(249, ERROR, "a graph that OVMS cannot load this way"),

  GENERATIVE_RELEASE(250, ERROR, "a task or option that this OVMS does not have"),
  GENERATIVE_OPTION(251, ERROR, "not a usable option of a generative model"),
  CACHE_UNBOUNDED(252, WARNING, "a KV cache without a limit"),
  MODEL_MEMORY(253, ERROR, "less memory than a generative model needs"),
  OTHER_TASK(254, WARNING, "a model that is known for another task"),
  CACHE_NOT_USED(255, WARNING, "a model cache that generative models do not use"),
  STORE(260, ERROR, "a store of models that cannot be filled or mounted"),
  HUGGING_FACE(261, ERROR, "not files that OVMS can fetch from Hugging Face"),
  REVISION(262, WARNING, "a model whose revision may change"),
  NOT_OPENVINO(263, WARNING, "a repository without files for OpenVINO"),
  TOKEN_MISSING(264, WARNING, "a repository that needs a token"),
  API_KEY(265, ERROR, "an API key that protects nothing"),
  NO_API_KEY(266, WARNING, "generative models without an API key"),
  MODEL_CACHE(267, ERROR, "a model cache that no model uses"),

  SCRAPE_INTERVAL(301, ERROR, "a scrape interval that is unsuitable for autoscaling"),
  NOTHING_SCRAPED(302, ERROR, "a Prometheus without anything to scrape"),
  RETENTION(303, ERROR, "retention that exceeds the volume"),
  SCRAPED_TWICE(304, ERROR, "one server scraped twice"),
  PROMETHEUS_TOO_OLD(305, ERROR, "a Prometheus that lacks what the manifest uses"),
  MONITORS(306, ERROR, "monitors that are not selected, or missing monitors"),
  PLAIN_HTTP_CREDENTIALS(307, WARNING, "credentials that are sent unencrypted"),
  ACCESS(308, ERROR, "unsupported access to a Prometheus"),
  NOT_NARROWED(309, WARNING, "a store that may contain series of several clusters"),
  UNKNOWN_AUTHORITY(310, WARNING, "a certificate that is not signed by a public CA"),
  NO_QUERY_API(311, ERROR, "an address that ends in a path of the API"),
  NO_ANSWERS(312, WARNING, "an address that does not serve queries"),
  SEVERAL_PROMETHEUS(313, WARNING, "an address of several Prometheus"),
  IDENTITY(314, ERROR, "a store that requires a cloud identity"),
  SERIES_MATCHER(315, ERROR, "not a label matcher for queries"),
  RULES_NAMESPACE(316, ERROR, "rules in a namespace where they see no series"),
  SERIES_LABELS(317, ERROR, "not labels of the namespace and the name of a pod"),
  SERIES_LABELS_OF_OURS(318, ERROR, "labels other than those set by the monitors"),
  UNUSUAL_SERIES_LABEL(319, WARNING, "a label that usually contains something else"),

  ADAPTER_RULE(351, ERROR, "not a usable adapter rule"),
  RULE_CONFLICT(352, ERROR, "one metric name, two queries"),
  ADAPTER_NOT_VERIFIED(353, WARNING, "the adapter's certificate is not verified"),
  TWO_ADAPTERS(354, WARNING, "two adapters in one app"),
  ADAPTER_CERTIFICATE(355, ERROR, "certificates that the API server cannot use"),
  RULES_TO_MERGE(356, WARNING, "rules that the owner of an adapter must add"),
  ADAPTER_CONFIGURATION(357, ERROR, "not the configuration of an adapter"),
  NO_CUSTOM_METRICS(358, ERROR, "an adapter that does not serve custom metrics"),
  RULE_REPLACED(359, WARNING, "a rule of another owner is replaced"),
  CONFIGURATION_REPLACED(360, WARNING, "a configuration of another owner is overwritten"),
  OTHER_PROMETHEUS(361, WARNING, "an adapter that queries another Prometheus"),
  WELL_KNOWN_NAME(362, WARNING, "a name that other adapters use"),

  TARGET_RATIO(401, ERROR, "not a usable target for the ratio"),
  REPLICA_RANGE(402, ERROR, "a replica range that the autoscaler rejects"),
  NOT_SCRAPED(403, ERROR, "the server is not scraped by the Prometheus that is queried"),
  ALREADY_AUTOSCALED(404, ERROR, "two autoscalers for one server"),
  STABILIZATION(405, ERROR, "a stabilization window that the API rejects"),
  AUTOSCALER_NAMESPACE(406, ERROR, "an autoscaler in another namespace than its server"),
  UNREACHABLE_TARGET(407, ERROR, "a target that the signal can never exceed"),
  REACH_UNKNOWN(408, WARNING, "a target that the signal may never exceed"),
  UNREACHABLE_OVER_HTTP(409, WARNING, "a target that HTTP requests can never exceed"),
  TARGET_UNUSUAL(410, WARNING, "a target outside the usual range of its signal"),
  SIGNAL(411, ERROR, "not a usable signal"),
  SIGNAL_WINDOW(412, ERROR, "a window that is too short for the signal"),
  SIGNAL_MODEL(413, ERROR, "a signal of a model that cannot be selected"),
  OTHER_MODELS(414, WARNING, "models whose load the autoscaler ignores"),
  NOT_EXPORTED(415, ERROR, "a signal of series that the server does not export"),
  SCALING_POLICY(416, ERROR, "not a usable scaling policy"),
  TOLERANCE(417, ERROR, "a tolerance that the cluster does not support"),
  QUOTA(418, ERROR, "more pods than a resource quota allows"),
  START_TIME(419, ERROR, "not a usable start time"),
  KEDA_PROMETHEUS(420, ERROR, "a Prometheus address that KEDA cannot resolve"),
  ACTIVATION(421, ERROR, "not a query that can start the first pod"),
  FALLBACK(422, ERROR, "not a usable fallback"),
  FALLBACK_TOO_SOON(423, WARNING, "a fallback that applies before the first pod can have a value"),
  NOT_MEASURED(424, ERROR, "a signal that nothing on the server exports"),
  SHORT_MEMORY(430, WARNING, "pods may be removed because of outdated averages"),
  SIGNAL_TWICE(431, ERROR, "one metric for two signals of an autoscaler"),
  UTILIZATION(432, ERROR, "a target for CPU or memory that pods cannot exceed"),
  MEMORY_STAYS(433, WARNING, "a target for memory, which does not fall with the load"),
  SCHEDULE(434, ERROR, "not a usable schedule"),
  SCHEDULE_NEEDS_KEDA(435, ERROR, "a schedule without KEDA"),

  ALERT_THRESHOLD(450, ERROR, "an invalid alert threshold"),
  ALERT_SERIES(451, ERROR, "an alert on series that do not exist"),
  ALERTS_LEFT_OUT(452, WARNING, "omitted alerts on series that may not exist"),
  ALERTS_NOT_SENT(453, WARNING, "alerts without an Alertmanager"),
  ALERTMANAGER(454, ERROR, "an Alertmanager that cannot be reached this way"),
  ALERT_LABEL(455, ERROR, "an invalid alert label"),
  ALERTS_TWICE(456, ERROR, "the same alerts twice"),
  ALERTS_OF_TWO(457, ERROR, "alerts on the series of two Prometheus"),
  TOO_MANY_RULES(458, ERROR, "more rules than one object can contain"),
  CANARY_NOT_WATCHED(459, ERROR, "a canary whose servers the alerts do not watch"),

  DASHBOARD_UID(460, ERROR, "not the uid of a dashboard"),
  DASHBOARD_TEXT(461, ERROR, "not a valid title or folder in Grafana"),
  EMPTY_PANEL(462, WARNING, "a panel without data of a server"),
  CONTAINER_METRICS(463, ERROR, "container metrics that are not scraped"),
  DASHBOARD_SIZE(464, ERROR, "a dashboard that exceeds the size of an object"),
  SHOWN_TWICE(465, ERROR, "one autoscaler or dashboard shown twice"),
  DASHBOARD_NOT_READ(466, ERROR, "a dashboard that this Grafana cannot read"),
  TWO_DATA_SOURCES(467, ERROR, "one dashboard or Grafana for two Prometheus"),

  LOAD_STEP(470, ERROR, "not a usable step of a load"),
  LOAD_LENGTH(471, ERROR, "a load with too many steps, or too long"),
  LOAD_MODEL(472, ERROR, "a load for a model that the server does not have"),
  LOAD_REQUEST(473, ERROR, "not an inference request"),
  LOAD_CLIENTS(474, ERROR, "not a usable number of clients"),
  LOAD_DROPPED(475, WARNING, "fewer clients than a load may need"),
  LOAD_EXPECTATION(476, ERROR, "not a valid expectation of a load test"),

  SYNC_WAVES_LATE(480, ERROR, "sync waves for a chart that already contains objects"),
  GIT_SOURCE(481, ERROR, "a Git location that Argo CD cannot read"),
  NO_SYNC_WAVES(482, WARNING, "an application of a chart without sync waves");

  private final int number;
  private final Severity severity;
  private final String title;

  FindingCode(int number, Severity severity, String title) {
    this.number = number;
    this.severity = severity;
    this.title = title;
  }

  /** Returns the stable code, such as {@code OVMS203}. */
  public String code() {
    return "OVMS" + number;
  }

  /** Returns whether findings of this kind fail synthesis. */
  public Severity severity() {
    return severity;
  }

  /** Returns a short description. */
  public String title() {
    return title;
  }
}
