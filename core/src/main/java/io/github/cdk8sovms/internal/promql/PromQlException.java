package io.github.cdk8sovms.internal.promql;

/**
 * A query cannot be read or evaluated, or has what is not supported here. Its message is a sentence
 * for the author of the query.
 */
public final class PromQlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The position of an error that occurred during an evaluation. */
  public static final int NOWHERE = -1;

  private final int position;

  PromQlException(int position, String message) {
    super(position == NOWHERE ? message : message + ", at character " + (position + 1));
    this.position = position;
  }

  /** Where in the text of the query, from 0; {@link #NOWHERE} if it occurred in an evaluation. */
  public int position() {
    return position;
  }

  static PromQlException unsupported(int position, String what) {
    return new PromQlException(position, what + " is not supported by the plan");
  }
}
