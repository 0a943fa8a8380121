package io.github.cdk8sovms.cli.profile;

import io.github.cdk8sovms.cli.doctor.ApiServer;
import io.github.cdk8sovms.cli.doctor.CapacityJob;
import io.github.cdk8sovms.cli.doctor.PrometheusUrl;
import java.time.Duration;
import java.util.Optional;

/** Makes a profile of the log of a capacity test, or of its Job in a cluster. */
public final class ProfileSource {
  private ProfileSource() {}

  /**
   * Returns the profile of a log.
   *
   * @param where the log, for messages
   * @param start the time until the server could take requests, if known
   */
  public static String ofLog(String log, String where, Optional<Duration> start) {
    return new MeasuredServer(CapacityResult.of(log, where), start, Optional.empty()).profile();
  }

  /**
   * Returns the profile of a Job.
   *
   * @param start replaces that of the pod
   * @param prometheus with container metrics
   */
  public static String ofJob(
      ApiServer api,
      Optional<String> namespace,
      String job,
      Optional<Duration> start,
      Optional<PrometheusUrl> prometheus) {
    CapacityJob run = CapacityJob.read(api, namespace, job);
    CapacityResult result = CapacityResult.of(run.log(), "The log of the Job \"" + job + '"');
    return new MeasuredServer(result, start.or(run::start), prometheus.flatMap(run::memory))
        .profile();
  }
}
