package io.github.cdk8sovms.serving.internal;

import io.github.cdk8sovms.validation.internal.Required;

/**
 * The key that clients of the OpenAI API must send.
 *
 * @param secret the Secret, in the namespace of its user
 * @param key its key there
 */
public record ApiKey(String secret, String key) {
  /** The usual key in the Secret. */
  public static final String DEFAULT_KEY = "API_KEY";

  /** Takes no null. */
  public ApiKey {
    Required.nonNull(secret, "secret");
    Required.nonNull(key, "key");
  }
}
