package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;

/** How the server authenticates to cloud storage. */
sealed interface StorageAccess
    permits StorageAccess.Unstated,
        StorageAccess.Anonymous,
        StorageAccess.SecretKeys,
        CloudIdentity,
        SeveralAccesses {

  /** Checks its options, for a directory. */
  void check(Findings findings, String uri);

  /** Returns the Secret, role or account, for messages; empty for anonymous access. */
  String text();

  /** Returns whether the server authenticates. */
  default boolean isAuthenticated() {
    return !text().isEmpty();
  }

  /** Returns another one that is configured after this one, or that both contradict each other. */
  default StorageAccess and(StorageAccess other) {
    return this instanceof Unstated || equals(other) ? other : new SeveralAccesses(this, other);
  }

  /** Not configured: OVMS reads anonymously. */
  record Unstated() implements StorageAccess {
    @Override
    public void check(Findings findings, String uri) {
      findings.require(
          isAzure(uri),
          FindingCode.ANONYMOUS_STORAGE,
          "source.credentials",
          quote(uri)
              + " is read anonymously: without credentials OVMS ignores the roles of both the"
              + " service account and the node",
          "Add .credentials(\"keys\") or .identity(..); or .anonymous() if it is public.");
      requireSecret(findings, uri);
    }

    @Override
    public String text() {
      return "";
    }
  }

  /** The storage is public. */
  record Anonymous() implements StorageAccess {
    @Override
    public void check(Findings findings, String uri) {
      requireSecret(findings, uri);
    }

    @Override
    public String text() {
      return "";
    }
  }

  /**
   * Keys in a Secret of the server's namespace.
   *
   * @param secret its name
   */
  record SecretKeys(String secret) implements StorageAccess {
    @Override
    public void check(Findings findings, String uri) {
      Names.checkReference(findings, "source.credentials", secret);
    }

    @Override
    public String text() {
      return secret;
    }
  }

  /** Azure: the connection string contains the name of the account, so it is always required. */
  private static void requireSecret(Findings findings, String uri) {
    findings.require(
        !isAzure(uri),
        FindingCode.MISSING,
        "source.credentials",
        "no credentials are given for "
            + quote(uri)
            + "; the connection string contains the storage account, and OVMS exits without it",
        "Add .credentials(\"azure-storage\"), a Secret with the key"
            + " AZURE_STORAGE_CONNECTION_STRING.");
  }

  private static boolean isAzure(String uri) {
    return uri.startsWith("az://") || uri.startsWith("azfs://");
  }
}
