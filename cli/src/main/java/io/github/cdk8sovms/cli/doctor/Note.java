package io.github.cdk8sovms.cli.doctor;

/**
 * A note: an observation that breaks nothing, but needs attention.
 *
 * @param id its stable name, such as {@code at-max}
 * @param action a sentence
 */
record Note(String id, String evidence, String action) {}
