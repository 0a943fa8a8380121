package io.github.cdk8sovms.validation;

import static io.github.cdk8sovms.validation.Severity.ERROR;
import static io.github.cdk8sovms.validation.Severity.WARNING;

/**
 * Every kind of finding. Codes are stable: a code is never given to another rule. {@code
 * docs/findings.md} tells the cause and the fix of each.
 *
 * <p>1xx: what all objects share; 2xx: the model server; 30x: Prometheus; 35x: the metrics adapter;
 * 4xx: the autoscaler; of these 45x: alerts, 46x: dashboards, 47x: load tests, 48x: GitOps.
 */
public enum FindingCode {
  INVALID_NAME(101, ERROR, "a name that Kubernetes refuses"),
  INVALID_LABEL(102, ERROR, "a label that Kubernetes refuses"),
  RESERVED_LABEL(103, ERROR, "a label that selectors depend on is replaced"),
  INVALID_ANNOTATION(104, ERROR, "an annotation that Kubernetes refuses"),
  INVALID_QUANTITY(105, ERROR, "not a Kubernetes quantity, or not a sensible one"),
  INVALID_DURATION(106, ERROR, "a duration out of range"),
  INVALID_PORT(107, ERROR, "not a port number"),
  INVALID_IMAGE(108, ERROR, "not a pinned container image"),
  INVALID_URL(109, ERROR, "not a usable URL"),
  MISSING(110, ERROR, "something required was not said"),
  DUPLICATE_OBJECT(111, ERROR, "two objects of one kind, namespace and name"),
  KUBERNETES_VERSION(
      112, ERROR, "a Kubernetes version that is unknown or too old for what is asked"),
  FEATURE_GATE(113, WARNING, "needs a feature gate on this Kubernetes version"),
  DUPLICATE_ID(114, ERROR, "two constructs of one id in one scope"),
  NO_EFFECT(115, ERROR, "an option of something that is not emitted"),
  NETWORK_PEER(116, ERROR, "not a peer of the network"),
  NOT_SYNTHESIZED(117, ERROR, "a summary of an app that was not synthesized"),
  CONTRADICTION(119, ERROR, "options that contradict each other"),
  TOO_LARGE(120, ERROR, "more than an object can hold"),
  NAMESPACE_OF_OTHERS(121, ERROR, "a namespace that is not ours to create"),
  ANNOTATION_OF_PODS(122, WARNING, "an annotation of pods on objects that are none"),
  IMAGE_VARIANT(125, ERROR, "an image whose entrypoint is not that of OVMS"),
  MESH_NOT_SAID(126, WARNING, "a label that means a mesh, of which policies do not know"),
  UNKNOWN_MESH(127, WARNING, "a mesh that this library does not know"),
  MESH_ADMISSION(128, WARNING, "a namespace that admits any pod, as a mesh needs it"),
  MESH_CONTRADICTED(129, ERROR, "two statements about the mesh of the same pods"),
  API_SERVER_PEER(130, WARNING, "a place where the API server cannot be"),
  MESH_BY_NAMESPACE(131, WARNING, "pods of an operator, which join a mesh by their namespace only"),
  SCHEDULING(132, ERROR, "a scheduling rule that the API server refuses"),
  PREEMPTION(133, WARNING, "a server whose pods other pods may preempt"),
  SCRAPED_BY_ANNOTATION(134, WARNING, "pods that are scraped twice"),
  IDENTITY_OF_OTHERS(135, WARNING, "an existing ServiceAccount that needs annotations"),
  PATCH_NOT_FOUND(136, ERROR, "a patch of an object or a path that is not emitted"),
  PATCH_SYNTAX(137, ERROR, "a patch that cannot be read"),
  PATCH_OF_REFERENCE(138, ERROR, "a patch of what other objects refer to"),
  PATCH_UNDOES_GUARD(139, WARNING, "a patch of what a check or another object relies on"),

  MODEL_NAME(201, ERROR, "not a model name"),
  DUPLICATE_MODEL(202, ERROR, "two models of one name in one server"),
  STREAMS(203, ERROR, "not a stream count"),
  NIREQ(204, ERROR, "not a usable number of infer requests"),
  MODEL_INPUT(205, ERROR, "batch size, shape or layout that OVMS refuses"),
  PLUGIN_CONFIG(206, ERROR, "plugin configuration that OVMS refuses or that contradicts the model"),
  DEVICE(207, ERROR, "not a target device"),
  VERSION_POLICY(208, ERROR, "a model version policy that OVMS refuses"),
  MODEL_SOURCE(209, ERROR, "a place that models cannot be had from"),
  CHECKSUM(210, ERROR, "not a SHA-256 checksum"),
  CREDENTIALS(211, ERROR, "credentials that cannot be used together"),
  DUPLICATE_PORT(212, ERROR, "one port for two protocols"),
  VERSION_UNKNOWN(213, ERROR, "the OVMS version of an image is unknown"),
  VERSION_TOO_OLD(214, ERROR, "an OVMS version without metrics"),
  OPERATOR_IMAGE_TOO_NEW(215, ERROR, "an image that crashes under the OpenVINO operator"),
  OPERATOR_CANNOT_EXPRESS(216, ERROR, "an option that a ModelServer has no field for"),
  OPERATOR_DEPRECATED(217, WARNING, "the OpenVINO operator is deprecated"),
  METRIC_UNKNOWN(218, ERROR, "a metric that this OVMS version does not know"),
  REPLICAS(219, ERROR, "not a replica count"),
  DEVICE_NOT_REQUESTED(220, WARNING, "a device is used but not requested from the cluster"),
  WORKERS(221, ERROR, "not a worker count"),
  PLAIN_HTTP_STORAGE(222, WARNING, "OVMS talks to this storage without TLS"),
  VERSION_MAY_CHANGE(223, WARNING, "an image that may become another OVMS version"),
  STREAMS_EXCEED_CPU(224, WARNING, "more streams than cores"),
  CONNECTIONS_STAY(225, WARNING, "gRPC clients never move to new pods"),
  DEVICE_GROUP(226, ERROR, "not a group of the node"),
  DEVICE_NOT_OPENED(227, WARNING, "a device that the server may not open"),
  THREADS_EXCEED_CPU(228, WARNING, "more inference threads than the CPU limit"),
  DEVICE_RESOURCE(229, ERROR, "a device resource that does not fit the devices of the models"),
  DEVICE_IMAGE(230, ERROR, "an image without the drivers of a device"),
  DEVICE_PROPERTY(231, ERROR, "a property that the device does not know"),
  DEVICE_INPUT(232, ERROR, "an input that the device does not take"),
  DEVICE_STREAMS(233, ERROR, "more streams than the device has"),
  MIXED_DRIVERS(234, ERROR, "GPUs of two drivers in one pod"),
  DEVICE_IDLE(235, WARNING, "a device that pods hold and no model uses"),
  ANONYMOUS_STORAGE(236, WARNING, "cloud storage that is read anonymously"),
  VERSION_DIRECTORY(237, WARNING, "a directory that looks like a version of a model"),
  PROPERTY_UNKNOWN(238, WARNING, "a property that no device is known to have"),
  NODE_LIMIT(239, WARNING, "a number that nodes may not be able to give"),
  MODELS_NOT_RETRIED(240, WARNING, "a pod that stays ready without its models"),
  MODEL_NAME_NOT_IN_PATH(241, ERROR, "a model that cannot be asked for over HTTP"),

  SCRAPE_INTERVAL(301, ERROR, "a scrape interval that autoscaling cannot work with"),
  NOTHING_SCRAPED(302, ERROR, "a Prometheus without anything to scrape"),
  RETENTION(303, ERROR, "retention that the volume cannot hold"),
  SCRAPED_TWICE(304, ERROR, "one server scraped twice"),
  PROMETHEUS_TOO_OLD(305, ERROR, "a Prometheus that lacks what the manifest uses"),
  MONITORS(306, ERROR, "monitors that nobody reads, or none where they are needed"),
  PLAIN_HTTP_CREDENTIALS(307, WARNING, "credentials that are sent in the clear"),
  ACCESS(308, ERROR, "access to a Prometheus that cannot be had this way"),
  NOT_NARROWED(309, WARNING, "a store that may have series of several clusters"),
  UNKNOWN_AUTHORITY(310, WARNING, "a certificate that no public authority signs"),
  NO_QUERY_API(311, ERROR, "an address that ends in a path of the API"),
  NO_ANSWERS(312, WARNING, "an address of something that answers no queries"),
  SEVERAL_PROMETHEUS(313, WARNING, "an address of several Prometheus"),
  IDENTITY(314, ERROR, "a store that wants an identity of its cloud"),
  SERIES_MATCHER(315, ERROR, "not a label that narrows queries"),
  RULES_NAMESPACE(316, ERROR, "rules in a namespace where they see nothing"),
  SERIES_LABELS(317, ERROR, "not labels of the namespace and the name of a pod"),
  SERIES_LABELS_OF_OURS(318, ERROR, "other labels than the monitors write"),
  UNUSUAL_SERIES_LABEL(319, WARNING, "a label that usually holds something else"),

  ADAPTER_RULE(351, ERROR, "not a usable adapter rule"),
  RULE_CONFLICT(352, ERROR, "one metric name, two queries"),
  ADAPTER_NOT_VERIFIED(353, WARNING, "the adapter's certificate is not verified"),
  TWO_ADAPTERS(354, WARNING, "two adapters in one app"),
  ADAPTER_CERTIFICATE(355, ERROR, "certificates that the API server cannot use"),
  RULES_TO_MERGE(356, WARNING, "rules that the owner of an adapter has to add"),
  ADAPTER_CONFIGURATION(357, ERROR, "not the configuration of an adapter"),
  NO_CUSTOM_METRICS(358, ERROR, "an adapter that does not serve custom metrics"),
  RULE_REPLACED(359, WARNING, "a rule of another owner is replaced"),
  CONFIGURATION_REPLACED(360, WARNING, "a configuration of another owner is written anew"),
  OTHER_PROMETHEUS(361, WARNING, "an adapter that asks another Prometheus"),
  WELL_KNOWN_NAME(362, WARNING, "a name that others give their adapter"),

  TARGET_RATIO(401, ERROR, "not a usable target for the ratio"),
  REPLICA_RANGE(402, ERROR, "a replica range that the autoscaler refuses"),
  NOT_SCRAPED(403, ERROR, "the server is not scraped by the Prometheus that is asked"),
  ALREADY_AUTOSCALED(404, ERROR, "two autoscalers for one server"),
  STABILIZATION(405, ERROR, "a stabilization window that the API refuses"),
  AUTOSCALER_NAMESPACE(406, ERROR, "an autoscaler in another namespace than its server"),
  UNREACHABLE_TARGET(407, ERROR, "a target that the signal can never exceed"),
  REACH_UNKNOWN(408, WARNING, "a target that the signal may never exceed"),
  UNREACHABLE_OVER_HTTP(409, WARNING, "a target that HTTP requests can never exceed"),
  TARGET_UNUSUAL(410, WARNING, "a target outside of what makes sense for its signal"),
  SIGNAL(411, ERROR, "not a usable signal"),
  SIGNAL_WINDOW(412, ERROR, "a window that the signal cannot be worked out from"),
  SIGNAL_MODEL(413, ERROR, "a signal of a model that cannot be chosen"),
  OTHER_MODELS(414, WARNING, "models whose load the autoscaler does not see"),
  NOT_EXPORTED(415, ERROR, "a signal of series that the server does not export"),
  SCALING_POLICY(416, ERROR, "not a usable scaling policy"),
  TOLERANCE(417, ERROR, "a tolerance that the cluster does not take"),
  QUOTA(418, ERROR, "more pods than a resource quota allows"),
  START_TIME(419, ERROR, "not a usable start time"),
  KEDA_PROMETHEUS(420, ERROR, "a Prometheus that KEDA cannot find"),
  ACTIVATION(421, ERROR, "not a query that could start the first pod"),
  FALLBACK(422, ERROR, "not a usable fallback"),
  FALLBACK_TOO_SOON(423, WARNING, "a fallback that comes before the first pod can have a value"),
  SHORT_MEMORY(430, WARNING, "pods may be removed by averages of the past"),

  ALERT_THRESHOLD(450, ERROR, "a threshold that an alert cannot have"),
  ALERT_SERIES(451, ERROR, "an alert of series that are not there"),
  ALERTS_LEFT_OUT(452, WARNING, "alerts of series that may not be there"),
  ALERTS_NOT_SENT(453, WARNING, "alerts that nobody is told of"),
  ALERTMANAGER(454, ERROR, "an Alertmanager that cannot be reached this way"),
  ALERT_LABEL(455, ERROR, "a label that alerts cannot have"),
  ALERTS_TWICE(456, ERROR, "the same alerts twice"),
  ALERTS_OF_TWO(457, ERROR, "alerts on what two Prometheus know"),
  TOO_MANY_RULES(458, ERROR, "more rules than one object can hold"),

  DASHBOARD_UID(460, ERROR, "not the uid of a dashboard"),
  DASHBOARD_TEXT(461, ERROR, "not a title or a folder of Grafana's"),
  EMPTY_PANEL(462, WARNING, "a panel that shows nothing of a server"),
  CONTAINER_METRICS(463, ERROR, "metrics of containers that nobody reads"),
  DASHBOARD_SIZE(464, ERROR, "a dashboard that no object can hold"),
  SHOWN_TWICE(465, ERROR, "one autoscaler or dashboard shown twice"),
  DASHBOARD_NOT_READ(466, ERROR, "a dashboard that this Grafana cannot read"),
  TWO_DATA_SOURCES(467, ERROR, "one dashboard or Grafana for two Prometheus"),

  LOAD_STEP(470, ERROR, "not a usable step of a load"),
  LOAD_LENGTH(471, ERROR, "a load of too many steps, or that lasts too long"),
  LOAD_MODEL(472, ERROR, "a load for a model that the server does not have"),
  LOAD_REQUEST(473, ERROR, "not a request for an inference"),
  LOAD_CLIENTS(474, ERROR, "not a usable number of clients"),
  LOAD_DROPPED(475, WARNING, "fewer clients than a load may need"),
  LOAD_EXPECTATION(476, ERROR, "not something that a load test can expect"),

  SYNC_WAVES_LATE(480, ERROR, "waves for a chart that has objects already"),
  GIT_SOURCE(481, ERROR, "a place in Git that Argo CD cannot read"),
  NO_SYNC_WAVES(482, WARNING, "an application of a chart without waves");

  private final int number;
  private final Severity severity;
  private final String title;

  FindingCode(int number, Severity severity, String title) {
    this.number = number;
    this.severity = severity;
    this.title = title;
  }

  /** The stable code, such as {@code OVMS203}. */
  public String code() {
    return "OVMS" + number;
  }

  /** Whether findings of this kind stop synthesis. */
  public Severity severity() {
    return severity;
  }

  /** The kind of finding in a few words. */
  public String title() {
    return title;
  }
}
