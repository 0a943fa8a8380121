/** Compares plans with the OVMS emulator, and with what was recorded on a real control plane. */
package io.github.cdk8sovms.acceptance.plan;
