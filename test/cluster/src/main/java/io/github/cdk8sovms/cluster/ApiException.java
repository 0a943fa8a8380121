package io.github.cdk8sovms.cluster;

/** The API server refused a request, or could not be reached. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Of an API server that did not answer at all. */
  static final int NONE = 0;

  private final int status;

  public ApiException(int status, String message) {
    super(message);
    this.status = status;
  }

  public ApiException(String message, Throwable cause) {
    super(message, cause);
    this.status = NONE;
  }

  /** Of HTTP. */
  public int status() {
    return status;
  }
}
