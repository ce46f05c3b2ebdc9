"""A page in Chinese has the headings, the code and the links of its English page; both lead to each other, and the
README and the quick start of each language to every document.

Usage: translations_test.py
"""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CHINESE_DOCS = DOCS / "zh"
README, CHINESE_README = ROOT / "README.md", ROOT / "README.zh-CN.md"
BLOCK = re.compile(r"^( *)```([^\n]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


def english_of(page):
    return README if page == CHINESE_README else DOCS / page.name


def chinese_of(page):
    """The page in Chinese; where there is none, the page itself."""
    chinese = CHINESE_README if page == README else CHINESE_DOCS / page.name
    return chinese if page.parent in (ROOT, DOCS) and chinese.exists() else page


def pairs():
    return [(english_of(page), page) for page in [CHINESE_README, *sorted(CHINESE_DOCS.glob("*.md"))]]


def read(page):
    return page.read_text(encoding="utf-8")


def blocks(text):
    """(what stands behind the fence, code) of each block."""
    return [(match[2], match[3]) for match in BLOCK.finditer(text)]


def levels(text):
    """Those of the headings, in order."""
    return [len(marks) for marks in re.findall(r"^(#+) ", BLOCK.sub("", text), re.MULTILINE)]


def links(page, text):
    """The files of the project that a page links to."""
    found = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", BLOCK.sub("", text))
    return [(page.parent / link).resolve() for link in found if "://" not in link]


def differences(english, chinese, has_own_blocks=False):
    """What two texts do not have in common, one sentence each. With `has_own_blocks` the code may differ, as output and
    comments in Chinese do; not how many blocks there are, and of which languages."""
    found = []
    if levels(english) != levels(chinese):
        found.append(f"levels of headings: {levels(english)} in English, {levels(chinese)} in Chinese")
    blocks_of_both = blocks(english), blocks(chinese)
    if has_own_blocks:
        blocks_of_both = [[language for language, _ in some] for some in blocks_of_both]
    if len(blocks_of_both[0]) != len(blocks_of_both[1]):
        found.append(f"code blocks: {len(blocks_of_both[0])} in English, {len(blocks_of_both[1])} in Chinese")
    found += [f"code block {number}: {one!r} in English, {other!r} in Chinese"
              for number, (one, other) in enumerate(zip(*blocks_of_both, strict=False), 1) if one != other]
    return found


def lost_links(page, text):
    """The links of a page in Chinese to English pages that there are in Chinese, too, but for its own."""
    return [link for link in links(page, text) if chinese_of(link) != link and link != english_of(page)]


class TranslationsTest(unittest.TestCase):
    def test_both_languages_have_the_same_headings_and_code(self):
        self.assertGreater(len(pairs()), 6)
        for english, chinese in pairs():
            found = differences(read(english), read(chinese), has_own_blocks=chinese == CHINESE_README)
            self.assertEqual(found, [], chinese)

    def test_both_languages_lead_to_each_other(self):
        for english, chinese in pairs():
            for page, other in ((english, chinese), (chinese, english)):
                second_line = read(page).splitlines()[1]
                self.assertEqual(links(page, second_line), [other], page)

    def test_chinese_pages_lead_to_chinese_pages(self):
        for _, chinese in pairs():
            self.assertEqual(lost_links(chinese, read(chinese)), [], chinese)

    def test_every_document_can_be_found(self):
        documents = set(DOCS.glob("*.md"))
        self.assertGreater(len(documents), 15)
        for start in (README, DOCS / "quick-start.md"):
            self.assertLessEqual(documents, {start, *links(start, read(start))}, start)
            chinese = chinese_of(start)
            in_chinese = {chinese_of(page) for page in documents}
            self.assertLessEqual(in_chinese, {chinese, *links(chinese, read(chinese))}, chinese)


class DifferencesTest(unittest.TestCase):
    """What is planted is found."""
    PAGE = "# A\n\n```sh x\n# no heading\ntrain  # why\n```\n## B\n- list:\n  ```\n  {}\n  ```\n### C\n"

    def test_a_translation_has_none(self):
        chinese = self.PAGE.replace("# A", "# 甲").replace("## B", "## 乙")
        self.assertEqual(levels(chinese), [1, 2, 3])
        self.assertEqual(len(blocks(chinese)), 2)
        self.assertEqual(differences(self.PAGE, chinese), [])

    def test_headings(self):
        for old, new in (("### C\n", ""), ("### C\n", "### C\n### D\n"), ("## B", "### B"), ("### C", "C"),
                         ("# A\n", ""), ("## B", "#B")):
            self.assertEqual(len(differences(self.PAGE, self.PAGE.replace(old, new))), 1, new)
        self.assertEqual(len(differences("## B\n### C\n", "### C\n## B\n")), 1)

    def test_code(self):
        for old, new in (("train", "Train"), ("why", "为什么"), ("train  #", "train #"), ("sh x", "sh y"), ("{}", "{ }"),
                         ("  {}\n", "")):
            self.assertEqual(len(differences(self.PAGE, self.PAGE.replace(old, new))), 1, new)
        lost = differences(self.PAGE, self.PAGE.replace("  ```\n  {}\n  ```\n", ""))
        self.assertEqual(lost, ["code blocks: 2 in English, 1 in Chinese"])

    def test_own_blocks(self):
        own = self.PAGE.replace("why", "为什么")
        self.assertEqual(differences(self.PAGE, own, has_own_blocks=True), [])
        for old, new in (("sh x", "yaml"), ("  ```\n  {}\n  ```\n", "")):
            self.assertEqual(len(differences(self.PAGE, own.replace(old, new), has_own_blocks=True)), 1, new)

    def test_links(self):
        page = CHINESE_DOCS / "tables.md"
        for text, lost in (("[a](../quick-start.md)", 1), ("[a](../quick-start.md#all-documents)", 1),
                           ("[a](quick-start.md)", 0), ("[English](../tables.md)", 0), ("[a](../losses.md)", 0),
                           ("[a](https://example.org/quick-start.md)", 0), ("```\n[a](../quick-start.md)\n```\n", 0)):
            self.assertEqual(len(lost_links(page, text)), lost, text)


if __name__ == "__main__":
    unittest.main()
