package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.kubernetes.ExtraVolume;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
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
  public sealed interface Source {}

  /** The files of a ConfigMap. */
  public record OfConfigMap(String configMap) implements Source {}

  /** The files of a Secret. */
  public record OfSecret(String secret) implements Source {}

  /** Empty at the start of a pod, on the disk of the node or in memory. */
  public record Scratch(Quantity size, boolean inMemory) implements Source {}

  /** A volume claim, which one node at a time can mount, or many. */
  public record OfClaim(String claim, boolean manyNodes) implements Source {}

  /** Files of a CSI driver, such as keys of a vault. */
  public record OfDriver(String driver, Map<String, String> attributes) implements Source {
    public OfDriver {
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
  }

  /** Whether a container can only read it. */
  boolean isReadOnly() {
    return source instanceof OfConfigMap
        || source instanceof OfSecret
        || source instanceof OfDriver;
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
    if (source instanceof OfConfigMap of) {
      Names.checkReference(findings, option, of.configMap());
    } else if (source instanceof OfSecret of) {
      Names.checkReference(findings, option, of.secret());
    } else if (source instanceof Scratch of) {
      of.size().check(findings, option);
    } else if (source instanceof OfClaim of) {
      Names.checkReference(findings, option, of.claim());
    } else if (source instanceof OfDriver of) {
      Names.checkReference(findings, option, of.driver());
      for (Map.Entry<String, String> attribute : of.attributes().entrySet()) {
        findings.require(
            Text.isPlain(attribute.getKey()) && Text.isPlain(attribute.getValue()),
            FindingCode.POD_ADDITION,
            option,
            quote(attribute.getKey() + "=" + attribute.getValue())
                + " holds characters that a manifest cannot hold, or not as they are",
            "Leave control characters out.");
      }
    }
  }

  Volume toApi() {
    if (source instanceof OfConfigMap of) {
      return Volumes.configMap(name, of.configMap());
    }
    if (source instanceof OfSecret of) {
      return Volumes.secret(name, of.secret());
    }
    Volume.Builder volume = Volume.builder().name(name);
    if (source instanceof Scratch of) {
      volume.emptyDir(
          EmptyDirVolumeSource.builder()
              .medium(of.inMemory() ? "Memory" : null)
              .sizeLimit(ApiValues.quantity(of.size()))
              .build());
    } else if (source instanceof OfClaim of) {
      volume.persistentVolumeClaim(
          PersistentVolumeClaimVolumeSource.builder().claimName(of.claim()).build());
    } else if (source instanceof OfDriver of) {
      volume.csi(
          CsiVolumeSource.builder()
              .driver(of.driver())
              .readOnly(true)
              .volumeAttributes(of.attributes().isEmpty() ? null : of.attributes())
              .build());
    }
    return volume.build();
  }
}
