package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;

/** Why a step of a patch cannot be applied; it ends as a finding. */
public final class PatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FindingCode code;
  private final String fix;

  PatchException(FindingCode code, String problem, String fix) {
    super(problem, null, false, false);
    this.code = code;
    this.fix = fix;
  }

  public static PatchException syntax(String problem, String fix) {
    return new PatchException(FindingCode.PATCH_SYNTAX, problem, fix);
  }

  static PatchException notFound(String problem, String fix) {
    return new PatchException(FindingCode.PATCH_NOT_FOUND, problem, fix);
  }

  public void addTo(Findings findings, String option) {
    findings.add(code, option, String.valueOf(getMessage()), fix);
  }
}
