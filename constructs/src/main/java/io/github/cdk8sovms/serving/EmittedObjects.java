package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.Emitted;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeDeployment;
import org.cdk8s.plus34.k8s.KubeService;
import org.cdk8s.plus34.k8s.KubeServiceAccount;
import org.jspecify.annotations.Nullable;

/**
 * What a server consists of; null for what its workload does not have.
 *
 * @param main the Deployment or the ModelServer
 */
record EmittedObjects(
    Emitted<? extends ApiObject> main,
    @Nullable Emitted<KubeDeployment> deployment,
    Emitted<KubeConfigMap> configMap,
    @Nullable Emitted<KubeService> service,
    @Nullable Emitted<KubeService> headlessService,
    @Nullable Emitted<KubeServiceAccount> serviceAccount) {}
