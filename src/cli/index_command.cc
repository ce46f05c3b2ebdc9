#include "cli/index_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/num_threads.h"
#include "base/shell_word.h"
#include "base/thread_pool.h"
#include "messages/words.h"

namespace twotower {
namespace {

// What is said of the bundle, with places for figures (fmt).
struct IndexWording {
  std::string_view wrote, columns, left_out, without_row, zeros, next;
};

constexpr IndexWording kInEnglish = {
    .wrote =
        "wrote     {}: {} items, vectors of {} numbers ({}), compared by {}\n"
        "          generation {}; model {}, which a request with a user_vector names\n",
    .columns = "columns   {}: to filter by, and shown\n",
    .left_out = "left out  {}: what looks private, other vectors, objects\n",
    .without_row =
        "checked   ! {} items are not in the table of items: their columns are missing\n",
    .zeros = "checked   ! {} vectors are all zeros: they score the same for everybody\n",
    .next = "next      twotower serve {}\n"};

constexpr IndexWording kInChinese = {
    .wrote =
        "写入      {}：{} 个物品，向量为 {} 维（{} 列），按 {} 比较\n"
        "          版本 {}；model 为 {}，带 user_vector 的请求须写明它\n",
    .columns = "列        {}：可用于过滤，并随结果显示\n",
    .left_out = "略去      {}：疑似隐私、其他向量或对象\n",
    .without_row = "检查      ! {} 个物品不在物品表中：它们的各列为缺失\n",
    .zeros = "检查      ! {} 个向量全为零：对谁的得分都一样\n",
    .next = "下一步    twotower serve {}\n"};

}  // namespace

Result<std::string> IndexBuildCommand::run() const {
  ThreadPool pool(threads_or_all(num_threads));
  TWOTOWER_ASSIGN(const IndexedVectors indexed, index_vectors(pool, request));
  if (as_json) return to_json(to_value(indexed)) + "\n";
  const IndexWording& words = language == Language::kChinese ? kInChinese : kInEnglish;
  std::string text = say(words.wrote, indexed.bundle, indexed.items, indexed.dim, indexed.vector,
                         indexed.similarity, indexed.generation, indexed.model);
  const auto names = [](const std::vector<std::string>& list) {
    return fmt::format("{}", fmt::join(list, ", "));
  };
  if (!indexed.columns.empty()) text += say(words.columns, names(indexed.columns));
  if (!indexed.left_out.empty()) text += say(words.left_out, names(indexed.left_out));
  if (indexed.without_row > 0) text += say(words.without_row, indexed.without_row);
  const bool have_no_direction = indexed.similarity == "dot" || indexed.similarity == "cosine";
  if (indexed.zeros > 0 && have_no_direction) text += say(words.zeros, indexed.zeros);
  return text + say(words.next, shell_word(indexed.bundle));
}

}  // namespace twotower
