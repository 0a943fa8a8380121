package io.github.cdk8sovms.kubernetes.internal;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.cdk8s.plus34.k8s.PodTemplateSpec;
import software.constructs.Construct;

/**
 * The place of a construct in the construct tree, and the names and labels of its objects.
 *
 * @param scope the chart or construct above
 * @param id the id below it
 * @param identity common to its objects
 * @param pulling where images are pulled from
 * @param pods the settings of its pods
 * @param patches changes of its objects
 * @param onObjects the options that are set and that apply to its objects only
 */
public record Placement(
    Construct scope,
    String id,
    Identity identity,
    ImageMirror pulling,
    PodSettings pods,
    List<ObjectPatch> patches,
    List<String> onObjects) {
  /** Paths never change, and each costs two calls to Node. */
  private static final Map<Construct, String> PATHS =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Copies the lists. */
  public Placement {
    patches = List.copyOf(patches);
    onObjects = List.copyOf(onObjects);
  }

  /** Returns a collection for the objects of the construct. */
  public ApiObjects objects() {
    return ApiObjects.of(scope, identity, pulling, pods);
  }

  /** Returns the name of the pods' service account. */
  public String serviceAccountName() {
    return pods.serviceAccount().orElse(identity.name());
  }

  /** Returns the image pull Secrets for custom resources; pods get them automatically. */
  public List<Map<String, String>> pullSecrets() {
    return pulling.references();
  }

  /** Returns whether both pull from the same mirror, with the same Secrets. */
  public boolean pullsLike(Placement other) {
    return pulling.equals(other.pulling);
  }

  /** Returns the templates of the construct's pods. */
  public PodTemplates podTemplates() {
    return new PodTemplates(identity, pods);
  }

  /**
   * Returns a short hash of a pod template with its image mirror, for the name of a Job: the
   * template of an existing Job cannot be changed.
   */
  public String hashOf(PodTemplateSpec template) {
    return ConfigText.hash(ConfigText.compact(Structs.plain(template)) + pulling + additions())
        .substring(0, 8);
  }

  /** A text of what is added to the pods; empty if it is nothing. */
  private String additions() {
    PodAdditions added = pods.additions();
    return added.areNone()
        ? ""
        : ConfigText.compact(
            Structs.plain(
                List.of(
                    added.sidecarsOfPod(pods.pullPolicy()),
                    added.initContainersOfPod(pods.pullPolicy()),
                    added.volumesOfPod(),
                    added.mountsOfContainer())));
  }

  public String path() {
    return path(scope, id);
  }

  /** The path that a construct has, or will have; an app at the root has none. */
  public static String path(Construct scope, String id) {
    String above = PATHS.computeIfAbsent(scope, known -> known.getNode().getPath());
    return above.isEmpty() ? id : above + "/" + id;
  }
}
