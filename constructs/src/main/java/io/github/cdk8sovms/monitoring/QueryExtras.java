package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.KeyedOptions;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Redaction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Additions to each query besides credentials.
 *
 * @param headers of the request
 * @param parameters of its URL
 * @param keyed both, to report a second value for a name; names of headers ignore case
 */
record QueryExtras(
    Map<String, String> headers, Map<String, String> parameters, KeyedOptions keyed) {
  static final QueryExtras NONE = new QueryExtras(Map.of(), Map.of(), KeyedOptions.NONE);

  /** An HTTP token, without the separators of KEDA and the adapter. */
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.]{0,99}");

  private static final Pattern PARAMETER =
      Pattern.compile("[A-Za-z0-9_][-A-Za-z0-9_.\\[\\]]{0,99}");

  /**
   * KEDA splits its lists at commas and each entry at the equals sign, and Grafana expands {@code
   * $NAME} as a variable.
   */
  private static final Pattern VALUE = Pattern.compile("[!#%-+\\-.-<>-~]{1,500}");

  /** Names that a query or its credentials set. */
  private static final Pattern RESERVED =
      Pattern.compile("authorization|host|content-.*|connection|transfer-encoding|query|time");

  QueryExtras {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  QueryExtras header(String name, String value) {
    return new QueryExtras(
        with(headers, name, value),
        parameters,
        keyed.with("access.header", name.toLowerCase(Locale.ROOT), value));
  }

  QueryExtras parameter(String name, String value) {
    return new QueryExtras(
        headers, with(parameters, name, value), keyed.with("access.queryParameter", name, value));
  }

  /**
   * Checks names and values.
   *
   * @param credentials the options of the owner that take a Secret instead
   */
  void check(Findings findings, String option, String credentials) {
    keyed.check(findings);
    headers.forEach(
        (name, value) -> check(findings, option + ".header", HEADER, name, value, credentials));
    parameters.forEach(
        (name, value) ->
            check(findings, option + ".queryParameter", PARAMETER, name, value, credentials));
  }

  private static void check(
      Findings findings,
      String option,
      Pattern names,
      String name,
      String value,
      String credentials) {
    findings.require(
        names.matcher(name).matches() && !RESERVED.matcher(name.toLowerCase(Locale.ROOT)).matches(),
        FindingCode.ACCESS,
        option,
        quote(name)
            + " is not a valid name of a header or parameter: use letters, digits, '-', '_' and"
            + " '.', and no name that a request already has",
        "Set a name such as \"X-Scope-OrgID\"; for Authorization use " + credentials + ".");
    findings.require(
        !Redaction.isSecret(name),
        FindingCode.CREDENTIAL_IN_MANIFEST,
        option,
        quote(name) + " authenticates requests, and the manifest shows its value",
        "Use " + credentials + ", or let a proxy add it.");
    findings.require(
        VALUE.matcher(value).matches(),
        FindingCode.ACCESS,
        option,
        quote(value)
            + " is not a valid value; it must be printable ASCII characters without ',', '=', '\"'"
            + " and '$', at most 500; KEDA or the operator would change others",
        "Set a value such as \"prod\".");
  }

  private static Map<String, String> with(Map<String, String> present, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(present);
    more.put(name, value);
    return more;
  }
}
