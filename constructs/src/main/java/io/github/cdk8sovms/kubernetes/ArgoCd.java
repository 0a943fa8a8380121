package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.kubernetes.internal.ChartObjects;
import io.github.cdk8sovms.kubernetes.internal.SyncWaves;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import org.cdk8s.Chart;

/**
 * Annotations that make Argo CD apply the objects of a chart in the required order, and keep
 * objects that must not be deleted.
 *
 * <pre>{@code
 * ArgoCd.syncWaves(chart); // before the first construct
 * }</pre>
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/">Sync waves</a>
 */
public final class ArgoCd {

  private ArgoCd() {}

  /**
   * Adds sync waves to all objects that this library creates in a chart from now on. Argo CD starts
   * a wave when all objects of the previous waves are healthy:
   *
   * <ul>
   *   <li>-5: namespaces, which are neither pruned nor deleted with the application, because of the
   *       volumes in them
   *   <li>-4: passive objects: service accounts, RBAC, configuration, policies, Services
   *   <li>-3: Prometheus, and custom resources; kinds that are not installed yet are no error in
   *       the preceding dry run
   *   <li>-2: the metrics adapter
   *   <li>-1: the adapter's APIService, which is healthy once the adapter responds
   *   <li>0: model servers
   *   <li>1: autoscalers. Without waves they come before the APIService. An autoscaler is Degraded
   *       until it has its metric, which fails a sync unless it is in the last wave
   * </ul>
   *
   * <p>Jobs of load tests are excluded from every sync. Annotations set on a construct are not
   * overridden.
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
                  "the chart already contains objects, which would be in no wave",
                  "Write ArgoCd.syncWaves(chart) before the first construct.")));
    }
    objects.orderBy(SyncWaves.ARGO_CD);
  }

  /** Returns whether the objects of a chart have sync waves. */
  public static boolean hasSyncWaves(Chart chart) {
    Required.nonNull(chart);
    return ChartObjects.of(chart).orElseThrow().order() == SyncWaves.ARGO_CD;
  }
}
