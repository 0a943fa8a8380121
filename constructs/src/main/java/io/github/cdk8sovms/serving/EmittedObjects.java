package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ObjectRef;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeDeployment;
import org.cdk8s.plus34.k8s.KubeService;
import org.cdk8s.plus34.k8s.KubeServiceAccount;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a server; null for those that its workload does not have.
 *
 * @param main the Deployment or the ModelServer
 */
record EmittedObjects(
    ObjectRef<? extends ApiObject> main,
    @Nullable ObjectRef<KubeDeployment> deployment,
    ObjectRef<KubeConfigMap> configMap,
    @Nullable ObjectRef<KubeService> service,
    @Nullable ObjectRef<KubeService> headlessService,
    @Nullable ObjectRef<KubeServiceAccount> serviceAccount) {}
