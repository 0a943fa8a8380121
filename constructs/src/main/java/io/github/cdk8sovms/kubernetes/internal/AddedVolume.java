package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.kubernetes.ExtraVolume;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Link;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.plus34.k8s.CsiVolumeSource;
import org.cdk8s.plus34.k8s.EmptyDirVolumeSource;
import org.cdk8s.plus34.k8s.PersistentVolumeClaimVolumeSource;
import org.cdk8s.plus34.k8s.Volume;

/**
 * A volume that a user adds to pods.
 *
 * @param name of the volume in the pod
 * @param source of its files
 */
public record AddedVolume(String name, Source source) {
  public static final Link<ExtraVolume, AddedVolume> LINK = new Link<>();

  /** Where the files come from. */
  public sealed interface Source {
    /** Checks what it refers to. */
    void check(Findings findings, String option);

    /** Returns the volume of a pod. */
    Volume toApi(String name);

    /** Whether a container can only read it. */
    default boolean isReadOnly() {
      return true;
    }
  }

  /** The files of a ConfigMap. */
  public record OfConfigMap(String configMap) implements Source {
    @Override
    public void check(Findings findings, String option) {
      Names.checkReference(findings, option, configMap);
    }

    @Override
    public Volume toApi(String name) {
      return Volumes.configMap(name, configMap);
    }
  }

  /** The files of a Secret. */
  public record OfSecret(String secret) implements Source {
    @Override
    public void check(Findings findings, String option) {
      Names.checkReference(findings, option, secret);
    }

    @Override
    public Volume toApi(String name) {
      return Volumes.secret(name, secret);
    }
  }

  /** Empty at the start of a pod, on the disk of the node or in memory. */
  public record Scratch(Quantity size, boolean inMemory) implements Source {
    @Override
    public void check(Findings findings, String option) {
      size.check(findings, option);
    }

    @Override
    public Volume toApi(String name) {
      EmptyDirVolumeSource directory =
          EmptyDirVolumeSource.builder()
              .medium(inMemory ? "Memory" : null)
              .sizeLimit(ApiValues.quantity(size))
              .build();
      return Volume.builder().name(name).emptyDir(directory).build();
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }
  }

  /** A volume claim, which one node at a time can mount, or many. */
  public record OfClaim(String claim, boolean manyNodes) implements Source {
    @Override
    public void check(Findings findings, String option) {
      Names.checkReference(findings, option, claim);
    }

    @Override
    public Volume toApi(String name) {
      PersistentVolumeClaimVolumeSource mounted =
          PersistentVolumeClaimVolumeSource.builder().claimName(claim).build();
      return Volume.builder().name(name).persistentVolumeClaim(mounted).build();
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }
  }

  /** Files of a CSI driver, such as keys of a vault. */
  public record OfDriver(String driver, Map<String, String> attributes) implements Source {
    public OfDriver {
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    @Override
    public void check(Findings findings, String option) {
      Names.checkReference(findings, option, driver);
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        findings.require(
            Text.isPlain(attribute.getKey()) && Text.isPlain(attribute.getValue()),
            FindingCode.POD_ADDITION,
            option,
            quote(attribute.getKey() + "=" + attribute.getValue())
                + " holds characters that a manifest cannot hold, or not as they are",
            "Leave control characters out.");
      }
    }

    @Override
    public Volume toApi(String name) {
      CsiVolumeSource files =
          CsiVolumeSource.builder()
              .driver(driver)
              .readOnly(true)
              .volumeAttributes(attributes.isEmpty() ? null : attributes)
              .build();
      return Volume.builder().name(name).csi(files).build();
    }
  }

  boolean isReadOnly() {
    return source.isReadOnly();
  }

  /** The room on the disk of the node, which counts for the limits of the containers. */
  Optional<Quantity> disk() {
    return source instanceof Scratch scratch && !scratch.inMemory()
        ? Optional.of(scratch.size())
        : Optional.empty();
  }

  /** The claim, if one node at a time can mount it. */
  Optional<String> claimOfOneNode() {
    return source instanceof OfClaim of && !of.manyNodes()
        ? Optional.of(of.claim())
        : Optional.empty();
  }

  void check(Findings findings) {
    String option = "volume[" + name + "]";
    Names.check(findings, option, name);
    source.check(findings, option);
  }

  Volume toApi() {
    return source.toApi(name);
  }
}
