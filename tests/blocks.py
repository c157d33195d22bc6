"""One of each block of a text, in the canonical form: what every door must let through unchanged."""

BLOCKS = {
    "paragraph": "<p>Words, <em>stressed</em>, <strong>strong</strong>, <a href=\"/a/\">linked</a>.</p>",
    "small marks": "<p>CO<sub>2</sub>, m<sup>3</sup>, <code>code</code>, a<br>b, "
    '<span class="num">14.2bn</span>, <abbr title="United Nations">UN</abbr></p>',
    "isolated name": '<p><bdi lang="en" dir="ltr">Souk 41</bdi></p>',
    "run-in head": '<p><span class="runin">Why it matters:</span> It does.</p>',
    "subheads": '<h2 id="one">One</h2>\n<h3>One and a half</h3>',
    "lists": '<ul><li>a</li><li>b</li></ul>\n<ol start="3"><li>c</li></ol>',
    "quote": "<blockquote><p>Said.</p><cite>Somebody</cite></blockquote>",
    "pull quote": '<blockquote class="pull"><p>“Said.”</p><cite>Somebody</cite></blockquote>',
    "table": '<figure class="fig table"><table><caption>Table 1. What</caption><thead><tr>'
    '<th scope="col">A</th><th scope="col" class="n">B</th></tr></thead><tbody><tr>'
    '<th scope="row">a</th><td class="n">1</td></tr></tbody></table></figure>',
    "figure": '<figure class="plate" data-picture="7"><figcaption>A port. '
    '<span class="credit">Photograph: A. Amari</span></figcaption></figure>',
    "chart": '<figure class="fig chart" data-chart="line"><figcaption><p class="fig-hed">Price</p>'
    '<p class="fig-sub">$</p></figcaption><table><tbody><tr><th scope="col">year</th>'
    '<th scope="col">Sea</th></tr><tr><th scope="row" data-country="OMN">2021</th><td class="n">3'
    '</td></tr></tbody></table><p class="credit">Source: us</p></figure>',
    "key points": '<aside class="keypoints"><h2>In short</h2><ul><li>One.</li></ul></aside>',
    "footnote": '<p>Said.<sup class="fnref"><a href="#fn-1" id="fnref-1">1</a></sup></p>\n'
    '<section class="footnotes"><ol><li id="fn-1" value="1"><p>A note. '
    '<a href="#fnref-1">↩</a></p></li></ol></section>',
    "author mention": '<p><a class="author" data-author="alice-amari">Alice Amari</a> writes.</p>',
    "embed": '<figure class="embed" data-embed="https://youtu.be/abcdefghijk">'
    "<figcaption>A film</figcaption></figure>",
    "paywall line": '<p>a</p>\n<hr class="paywall">\n<p>b</p>',
    "link in another language": '<p><a href="https://example.org/" hreflang="ar">x</a> '
    '<span lang="fr">mot</span></p>',
}  # fmt: skip
