@if word.text
@{word.text:kubelet:jinja},
@end
@if word.run
@{word.run},
@end
