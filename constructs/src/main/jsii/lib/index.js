'use strict';
const { Construct } = require('constructs');
const { ApiObject, JsonPatch } = require('cdk8s');
const { k8s } = require('cdk8s-plus-34');

/** A construct that is created together with its objects, in one call from Java. */
class Component extends Construct {
  /** @param objects a JSON list; the spec of a custom resource, which has no type, keeps its own order of keys */
  constructor(scope, id, objects) {
    super(scope, id);
    for (const { id: child, type, props, spec, clusterWide } of JSON.parse(objects)) {
      if (type) {
        const object = new k8s[type](this, child, props);
        if (clusterWide) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
      } else {
        new ApiObject(this, child, props).addJsonPatch(JsonPatch.add('/spec', spec));
      }
    }
  }
}
Component[Symbol.for('jsii.rtti')] = { fqn: 'cdk8s-ovms.Component', version: '0.1.0' };
exports.Component = Component;
