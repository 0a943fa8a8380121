'use strict';
const { Construct } = require('constructs');
const { ApiObject, Chart, JsonPatch } = require('cdk8s');
const { k8s } = require('cdk8s-plus-34');

/** Kinds without a namespace, of those that this library makes. */
const CLUSTER_WIDE = new Set(['APIService', 'ClusterRole', 'ClusterRoleBinding', 'Namespace', 'PriorityClass']);

/** Groups of the kinds that this library makes; another group may have a kind of the same name. */
const GROUPS = new Set([
  'core', '', 'apiregistration.k8s.io', 'apps', 'argoproj.io', 'autoscaling', 'autoscaling.x-k8s.io', 'batch',
  'cert-manager.io', 'gateway.networking.k8s.io', 'grafana.integreatly.org', 'intel.com', 'keda.sh',
  'monitoring.coreos.com', 'networking.k8s.io', 'policy', 'rbac.authorization.k8s.io', 'scheduling.k8s.io',
]);

const AUTOSCALERS = new Set(['HorizontalPodAutoscaler', 'ScaledObject']);

const targetOf = (namespace, spec) => {
  const target = spec?.scaleTargetRef;
  return target && `${target.kind ?? 'Deployment'} ${namespace}/${target.name}`;
};

/**
 * The objects that the components of a chart create, directly or by an operator in the cluster. At synthesis they are
 * compared with all other objects of the chart, whenever those were added.
 */
class Claims {
  static #byChart = new WeakMap();

  static of(construct) {
    const chart = Chart.of(construct);
    let claims = Claims.#byChart.get(chart);
    if (!claims) {
      claims = new Claims(chart);
      Claims.#byChart.set(chart, claims);
      chart.node.addValidation({ validate: () => claims.problems() });
    }
    return claims;
  }

  constructor(chart) {
    this.chart = chart;
    this.owners = new Map();
    this.autoscalers = new Map();
    this.objects = new WeakSet();
  }

  problems() {
    const problems = this.chart.node
      .findAll()
      .filter((object) => ApiObject.isApiObject(object) && !this.objects.has(object))
      .filter((object) => Chart.of(object) === this.chart && GROUPS.has(object.apiGroup))
      .flatMap((object) => this.problemsOf(object));
    // cdk8s throws them, and jsii passes the frames of its own on to the user.
    if (problems.length > 0) Error.stackTraceLimit = 0;
    return problems;
  }

  problemsOf(object) {
    const namespace = object.metadata.namespace ?? 'default';
    const spec = AUTOSCALERS.has(object.kind) ? object.toJson().spec : undefined;
    const made = [this.#name(object.kind, namespace, object.name)];
    if (object.kind === 'ScaledObject') {
      const autoscaler = spec?.advanced?.horizontalPodAutoscalerConfig?.name ?? `keda-hpa-${object.name}`;
      made.push(this.#name('HorizontalPodAutoscaler', namespace, autoscaler));
    }
    const problems = made
      .filter((name) => this.owners.has(name))
      .map(
        (name) =>
          `OVMS111 ${object.node.path}: "${name}" is created by ${this.owners.get(name)} too; one would` +
          ' replace the other. Set another name or namespace for one of them.',
      );
    const target = targetOf(namespace, spec);
    if (this.autoscalers.has(target)) {
      problems.push(
        `OVMS404 ${object.node.path}: "${target}" has an autoscaler already, ${this.autoscalers.get(target)}; Kubernetes` +
          ' disables both if two target one server. Remove one of them.',
      );
    }
    return problems;
  }

  #name(kind, namespace, name) {
    return CLUSTER_WIDE.has(kind) ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
  }
}

/** A construct that is created together with its objects, in one call from Java. */
class Component extends Construct {
  /**
   * @param definitions JSON: the names that the component reserves, and its objects; the spec of a custom resource,
   *   which is untyped, keeps its order of keys
   */
  constructor(scope, id, definitions) {
    super(scope, id);
    const { names, objects } = JSON.parse(definitions);
    const claims = Claims.of(this);
    names.forEach((name) => claims.owners.set(name, this.node.path));
    for (const { id: child, type, props, spec, clusterWide } of objects) {
      const object = type ? new k8s[type](this, child, props) : new ApiObject(this, child, props);
      // Definitions have the emitted form. The conversion of typed objects would drop fields that it does not know and
      // text where it expects a Quantity object, and JSON patches would apply before it, to other names and values.
      if (type) object.toJson = ApiObject.prototype.toJson;
      if (spec && !type) object.addJsonPatch(JsonPatch.add('/spec', spec));
      if (clusterWide) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
      claims.objects.add(object);
      if (AUTOSCALERS.has(object.kind)) {
        claims.autoscalers.set(targetOf(props.metadata.namespace, spec ?? props.spec), this.node.path);
      }
    }
  }
}
Component[Symbol.for('jsii.rtti')] = { fqn: 'cdk8s-ovms.Component', version: '0.1.0' };
exports.Component = Component;
