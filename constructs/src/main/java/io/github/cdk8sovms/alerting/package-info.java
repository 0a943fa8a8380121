/** Alerts on what keeps a server from scaling or serving, and what to do about each. */
@NullMarked
package io.github.cdk8sovms.alerting;

import org.jspecify.annotations.NullMarked;
