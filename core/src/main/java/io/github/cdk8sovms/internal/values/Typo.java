package io.github.cdk8sovms.internal.values;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a misspelled word was meant to be. */
public final class Typo {
  /** More letters than this are another word. */
  private static final int MOST_LETTERS = 2;

  private Typo() {}

  /** Returns the known word that differs in at most two letters, if any; the first of several. */
  public static Optional<String> meant(String word, Collection<String> known) {
    return known.stream()
        .filter(each -> distance(each, word) <= MOST_LETTERS)
        .min(Comparator.comparingInt(each -> distance(each, word)));
  }

  /** Returns the number of letters to insert, delete or replace (Levenshtein distance). */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
