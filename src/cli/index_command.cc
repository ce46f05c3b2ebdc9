#include "cli/index_command.h"

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/messages/command_words.h"
#include "base/messages/run_words.h"
#include "base/num_threads.h"
#include "base/shell_word.h"
#include "base/thread_pool.h"
#include "cli/labelled_line.h"

namespace twotower {
Result<std::string> IndexBuildCommand::run() const {
  ThreadPool pool(threads_or_all(num_threads));
  TWOTOWER_ASSIGN(const IndexedVectors indexed, index_vectors(pool, request));
  if (as_json) return to_json(to_value(indexed)) + "\n";
  const auto line = [&](const Message& label, const auto& text) {
    return labelled(label, text, language);
  };
  std::string text = line(LabelWrote(), IndexWritten(indexed.bundle, indexed.items, indexed.dim,
                                                     indexed.vector, indexed.similarity)) +
                     line({}, IndexGeneration(indexed.generation, indexed.model));
  if (!indexed.columns.empty()) text += line(LabelColumns(), IndexColumns(indexed.columns));
  if (!indexed.left_out.empty()) text += line(LabelLeftOut(), IndexLeftOut(indexed.left_out));
  if (indexed.without_row > 0) text += warned(IndexItemsWithoutRow(indexed.without_row), language);
  const bool have_no_direction = indexed.similarity == "dot" || indexed.similarity == "cosine";
  if (indexed.zeros > 0 && have_no_direction) {
    text += warned(IndexZeroVectors(indexed.zeros), language);
  }
  return text + line(LabelNext(), "twotower serve " + shell_word(indexed.bundle));
}

}  // namespace twotower
