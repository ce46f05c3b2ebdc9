#include "report/page_words.h"

#include <utility>

#include "base/messages/report_words.h"
#include "base/messages/run_words.h"
#include "base/messages/test_messages.h"
#include "messages/said.h"

namespace twotower {
namespace {

using AllPageWords = JoinLists<PageWords, ResultWords, MessageList<Comma>>::type;

// "page.kept" is "kept".
std::string name_of(std::string_view key) {
  return std::string(key.substr(key.rfind('.') + 1));
}

template <DeclaredMessage... M>
Value words_of(MessageList<M...> /*all*/, Language language) {
  Value::Map words;
  (words.push_back({name_of(M::kKey), Value(said(M(), language))}), ...);
  return Value(std::move(words));
}

}  // namespace

Value page_words(Language language) {
  return words_of(AllPageWords(), language);
}

std::string page_without_script(Language language) {
  return said(PageNeedsScript(), language);
}

}  // namespace twotower
