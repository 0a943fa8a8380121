/**
 * What happens to an app on the control plane when its load changes or something breaks: recorded
 * each second, and asserted.
 */
@org.jspecify.annotations.NullMarked
package io.github.cdk8sovms.controlplane.scenario;
