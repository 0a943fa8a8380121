package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;

/** How the server authenticates to cloud storage. */
public sealed interface StorageAccess
    permits StorageAccess.Unstated,
        StorageAccess.Anonymous,
        StorageAccess.SecretKeys,
        WorkloadIdentity {

  /** Checks what this access says, for a directory. */
  void check(Findings findings, String uri);

  /** The Secret, role or account, for messages; empty for anonymous access. */
  String text();

  /** Whether the server identifies itself at all. */
  default boolean isAuthenticated() {
    return !text().isEmpty();
  }

  /** Nothing is configured: OVMS reads anonymously. */
  record Unstated() implements StorageAccess {
    @Override
    public void check(Findings findings, String uri) {
      Required.nonNull(findings, "findings");
      Required.nonNull(uri, "uri");
      findings.require(
          isAzure(uri),
          FindingCode.ANONYMOUS_STORAGE,
          "source.credentials",
          quote(uri)
              + " is read anonymously: without credentials OVMS uses neither the role of the service"
              + " account nor that of the node",
          "Add .credentials(\"keys\") or .identity(..); or .anonymous() if everyone may read it.");
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
      Required.nonNull(findings, "findings");
      Required.nonNull(uri, "uri");
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
    /** Takes no null. */
    public SecretKeys {
      Required.nonNull(secret, "secret");
    }

    @Override
    public void check(Findings findings, String uri) {
      Required.nonNull(findings, "findings");
      Required.nonNull(uri, "uri");
      Names.checkReference(findings, "source.credentials", secret);
    }

    @Override
    public String text() {
      return secret;
    }
  }

  /** Azure: the connection string holds the name of the account, so nothing works without it. */
  private static void requireSecret(Findings findings, String uri) {
    findings.require(
        !isAzure(uri),
        FindingCode.MISSING,
        "source.credentials",
        "no credentials are given for "
            + quote(uri)
            + "; the connection string names the storage account, and OVMS ends without it",
        "Add .credentials(\"azure-storage\"), a Secret with the key"
            + " AZURE_STORAGE_CONNECTION_STRING.");
  }

  private static boolean isAzure(String uri) {
    return uri.startsWith("az://") || uri.startsWith("azfs://");
  }
}
