package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import io.github.cdk8sovms.validation.Required;
import java.util.List;
import org.cdk8s.Chart;

/**
 * Annotations by which Argo CD applies the objects of a chart in an order that works, and keeps
 * what must not be lost.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/">Sync waves</a>
 */
public final class ArgoCd {

  private ArgoCd() {}

  /**
   * Gives every object that this library makes in a chart from now on its wave. Argo CD begins a
   * wave when everything in those before is healthy:
   *
   * <ul>
   *   <li>-5: namespaces, which are neither pruned nor deleted with the application, for the
   *       volumes in them
   *   <li>-4: what does nothing by itself: accounts, rights, configuration, policies, Services
   *   <li>-3: Prometheus, and custom resources; those whose kind is not there yet are no error of
   *       the trial run that comes before
   *   <li>-2: the metrics adapter
   *   <li>-1: the adapter's registration, which is healthy once it answers
   *   <li>0: model servers
   *   <li>1: autoscalers. Without waves they come before the registration. One is Degraded until it
   *       has its metric, which fails a sync unless nothing comes after it
   * </ul>
   *
   * <p>Jobs of load tests are left out of every sync. An annotation that a construct was given
   * stays as it was given.
   *
   * @throws InvalidConfigurationException if the chart has objects already
   */
  public static void syncWaves(Chart chart) {
    Required.nonNull(chart);
    ChartObjects objects = ChartObjects.of(chart).orElseThrow();
    if (objects.hasAny()) {
      throw new InvalidConfigurationException(
          List.of(
              new Finding(
                  FindingCode.SYNC_WAVES_LATE,
                  chart.getNode().getPath() + ".syncWaves",
                  "the chart has objects already, and these would be in no wave",
                  "Write ArgoCd.syncWaves(chart) before the first construct.")));
    }
    objects.orderBy(SyncWaves.ARGO_CD);
  }

  /** Whether the objects of a chart have waves. */
  public static boolean hasSyncWaves(Chart chart) {
    Required.nonNull(chart);
    return ChartObjects.of(chart).orElseThrow().order() == SyncWaves.ARGO_CD;
  }
}
