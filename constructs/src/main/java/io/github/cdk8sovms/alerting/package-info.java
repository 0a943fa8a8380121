/** Alerts for servers that stop scaling or serving, each with a runbook. */
@NullMarked
package io.github.cdk8sovms.alerting;

import org.jspecify.annotations.NullMarked;
