/**
 * Compares plans with the stand-in for OVMS, and with what was recorded on a real control plane.
 */
package io.github.cdk8sovms.acceptance.plan;
