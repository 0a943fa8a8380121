package io.github.cdk8sovms.signal.internal;

import io.github.cdk8sovms.internal.ovms.Served;
import io.github.cdk8sovms.internal.ovms.Serving;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Link;

/** What other packages of this library read of a {@link LoadSignal}. */
public interface SignalLink {
  /** The signal provides it. */
  Link<LoadSignal, SignalLink> LINK = new Link<>();

  /** Returns the link of a signal. */
  static SignalLink of(LoadSignal signal) {
    return LINK.of(signal);
  }

  /** Checks the options of the signal. */
  void check(Findings findings, String option);

  /** Returns the range of sensible targets. */
  TargetRange targets();

  /** Returns whether OVMS exports its series for this servable. */
  boolean measures(Served servable);

  /** Returns the upper bound of the value on a server. */
  UpperBound reach(Serving server);

  /** Returns the upper bound if all requests use HTTP; {@link #reach} if that is not lower. */
  UpperBound reachOverHttp(Serving server);
}
