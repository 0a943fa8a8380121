/**
 * Alerts for servers that stop scaling or serving, each with a runbook.
 *
 * <p>Read first: {@link io.github.cdk8sovms.alerting.Alerts}; {@link
 * io.github.cdk8sovms.alerting.Alert} lists them.
 */
@NullMarked
package io.github.cdk8sovms.alerting;

import org.jspecify.annotations.NullMarked;
