/**
 * A Kubernetes control plane for tests, without a cluster and without containers: the released
 * etcd, kube-apiserver, kube-controller-manager and kube-scheduler run the emitted objects, and the
 * programs that the pods name run as they would in their containers. Only nodes and model servers
 * are simulated.
 */
@org.jspecify.annotations.NullMarked
package io.github.cdk8sovms.cluster;
