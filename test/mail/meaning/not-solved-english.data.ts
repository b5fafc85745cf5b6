/** What customers write that closes nothing: irony, conditions, ways around, questions, other people, parts, relapses. One a line. */
export const NOT_SOLVED_ENGLISH: readonly string[] = `
It works now after rebooting every hour
You can close your shop
It has been resolved that we escalate
Thanks for nothing, it is working like a dog
Great, another week and you call this solved. Brilliant work.
Oh wonderful, it works exactly as badly as before.
Thanks a lot for solving absolutely nothing.
Solved? That's the best joke I've heard all day.
Sure, it's fixed. And pigs can fly.
Yeah right, resolved.
Fixed, my foot.
Wow, thanks, it's "working" now.
It works like a charm, if the charm is broken.
It works like my grandfather's car.
Thanks for fixing it so well that nobody can log in.
It is resolved, said no customer ever.
Works great! Just kidding, still the same error.
Resolved!!! 🤡
All good here 🙄
fixed 😂😂😂
If by fixed you mean worse, then yes.
I guess you could call that a solution.
You can close the window, the draught is terrible.
You can close your laptop and call me.
Please close the port 8443 on our firewall.
You may close the old account, but the new one is missing.
Please close the browser tab and try it yourself.
You can close at six if someone answers before that.
You might as well close your whole department.
Go ahead and close the shop, you're no help.
If it works tomorrow morning you can close the ticket.
Once the invoice arrives, consider it solved.
It works as long as I don't touch the settings.
It works, provided that nobody else is logged in.
Works unless the VPN is on.
It will be solved when the replacement part arrives.
You can close it after I have tested it on Monday.
When the refund reaches my account the matter is settled.
Solved as soon as you send the certificate.
It's resolved only when all three servers are green.
Assuming the patch holds, this is resolved.
Works fine until I attach a file.
It works when I plug in the old keyboard.
It works now if I clear the cache each morning.
It works again after I restart the service every two hours.
I got it working by downgrading to the old version, please look into why.
We switched to another provider for now so it works.
Works with Firefox, so I use that for the time being.
We found a workaround, but we need a proper fix.
I fixed it temporarily with a paper clip.
It runs now because I disabled the antivirus.
It works when I run it by hand each night.
Every morning I have to reset the router, then it works.
For the moment it works with my colleague's account.
Is it solved on your side?
Has this been resolved already?
Why was my ticket marked as resolved?
Could you tell me whether it is fixed?
Do you consider this solved
When will the problem be fixed?
Did you fix it?
Can I close the ticket myself?
Who says it is solved?
how can it be solved when nobody called me
May I ask how you fixed it and whether it will come back?
Your mail says "the problem is solved".
The banner reads: issue resolved.
The button "Yes, solved" leads to a blank page.
Your colleague told me "it works now" on the phone.
I got a message saying my case was fixed.
Your website claims all incidents are resolved.
The status page shows "Resolved" in green, here nothing loads.
In the log I see "connection fixed" ten times per minute.
The problem of my colleague has been resolved.
My neighbour's internet works again.
The other ticket is solved.
Last year's issue was resolved in one day.
The first question is answered, what about the second?
One of the two errors is fixed.
The login problem is solved. The export still hangs.
For Peter it works again.
Our Paris office is fine now, London is waiting.
My wife's phone works, mine is dead.
The issue in ticket TS-1022 was solved with the same patch.
It will be solved soon, I hope.
I hope this will be fixed by Friday.
It's going to be fixed on Thursday, they say.
We expect it to be resolved tonight.
I am looking forward to it being resolved.
Please have this solved by noon.
I want this problem solved.
This needs to be resolved today.
It should be fixed after the next update.
It has to be solved before the audit.
I'd like to see it working.
Let me know once it is fixed.
Make sure it's resolved this time.
It has been decided that the problem is to be solved by you.
It is settled that we will go to court.
It has been resolved by the board that we cancel the contract.
We resolved to leave your company.
It is partly fixed.
Most of it works now.
It's almost solved.
Half of the files open again.
Works better than before.
It is nearly working.
The first step works, the second doesn't.
It works for small files.
Works on Windows only.
The sound works, the picture is black.
It's better now.
It works about nine times out of ten.
It seems more stable.
It works at times.
It worked for an hour and then died again.
It was fixed yesterday, today the same message.
It worked until this morning.
Fixed on Monday, broken on Tuesday.
It used to work.
It was working fine before your update.
It works now and then.
Solved for ten minutes, back again.
The same problem as the one you solved last week.
I thought it was solved.
I had hoped this was fixed.
We believed that it was resolved.
It got fixed and broke again within the hour.
I wouldn't call that solved.
It is far from solved.
Nothing has been fixed.
There's no way this is solved.
Hardly a solution.
It remains to be solved.
It has yet to be fixed.
I doubt that it is resolved.
I can't confirm that it works.
I'm unable to say it's fixed.
It is anything but resolved.
It fails to work.
Without a fix this is useless.
The problem persists although you say it is solved.
Not sure if it is fixed.
I refuse to accept that as solved.
Apparently it's fixed.
Supposedly resolved.
They say it is solved.
It looks like it might be working.
Maybe it's working now.
I think it's ok now, will watch it for a week.
Before we call it fixed, I want a root cause.
Please do not close this ticket.
Please don't mark it as solved.
Stop closing my ticket.
Who closed my ticket?
Thanks for letting me know.
Thank you for your efforts so far.
Thanks, I will test it tomorrow.
Thanks for your quick answer, I will come back to you.
Thank you in advance for solving this.
Thanks, that explains it. How do I get a refund?
Thanks, works. By the way, the invoice is wrong too.
Thank you for nothing.
Thanks, but no thanks.
Thank you for fixing the first part.
Appreciate the help; waiting for the fix.
Thanks, the fix works on staging. When does it reach production?
Thanks, will try.
This is how we solved it at my old company.
A solved problem is not interesting.
Works council meeting is on Monday.
It works as follows: you press F2.
The fixed rate is 4 %.
Our resolved IP is 10.0.0.1.
The DNS name is resolved to the wrong address.
The host name cannot be resolved.
I work with the desk closed.
The shop is closed.
My account was closed.
It's working like a snail.
It is working like crap.
It is working against me.
It works on my nerves.
Everything works against us.
How it works is a mystery to me.
That worked out badly.
All good things come to an end.
OK so what now.
Done with you people.
I am done.
We're done here, give me my money back.
Perfect storm: mail, phone and web are down.
Congratulations, you fixed it so that now nobody can print.
Solved it by buying a new laptop.
It works if nobody looks at it.
You can close the file, I have printed it.
Kindly close the valve before the technician arrives.
Please close the position we advertised.
The case is closed, my lawyer says.
It works most days.
It's working, more or less.
All fixed according to your log.
It works three days a week.
Works now, ask me again in an hour.
It works as badly as ever.
It is working overtime to annoy me.
It works against the clock.
Resolved: never to buy from you again.
It's fixed in the sense that the error message changed.
Sure, resolved. That's why I'm writing for the fifth time.
It works on my machine, so please check the server.
My son fixed it for me but I pay you for support.
It's resolved for the others.
It is working for everyone except me.
It works every other day.
Works when it feels like it.
The update fixed the crash and broke the sound.
Fixed the first error, got a second one.
Solved, until the next update I guess.
It's been fixed three times this month.
How was it fixed?
Fixed it, did you?
That's solved, isn't it?
Solved?
Is everything working on your end now
So it's resolved because you say so.
Your bot told me it was resolved.
The subject line says RESOLVED.
Marking this as resolved does not make it so.
You closed it and now it works less.
It now works at half speed.
It works slower than before.
It is working, only the mouse is dead.
It runs, with errors.
It's working with the old driver, the new one fails.
Works with the cable, wireless fails.
It works at the office, at home it fails.
Everything works apart from the scanner.
It works now, so what was the reason?
It works now. What did you change?
Thanks, it's fixed. Can you also look at the mail server?
Solved, thanks. One more thing: the fax is dead.
OK 👌🙄
works now 🤷
it's fixed 😒
Problem solved :/
It works again ¯\\_(ツ)_/¯
Great job 👏 it is now even slower
Resolved /s
"Works now" my boss said.
According to Bob it's working.
Bob says it works now.
My manager wants it resolved.
It's resolved on paper.
It would be solved if you had listened.
Had you replied earlier it would be solved.
It would have been solved by now.
It could be fixed now.
I'd say it's 80% solved.
It's fixed for 5 minutes at a time.
The password was reset, it works. Now I can't see my files.
I'll tell you whether it works tomorrow.
Let's see if it works now.
Will check if it's working now.
Checking whether it works now.
I'm still checking whether it works now.
Testing it now, looks fixed.
Trying again now.
As long as it works I'm fine.
It works until you touch it.
Wake me when it's fixed.
Call me when it's working.
I'd be happy if it worked now.
If only it was fixed.
It's fixed, in your dreams.
All good, except that nothing works.
Yes, please fix it.
Yes, it is broken.
No, it's fixed? No.
It has been working since 2019, until last week.
The problem was solved by removing the whole feature I pay for.
It's working now because I paid another company.
We fixed it ourselves, no thanks to you.
It works now like a turtle on holiday.
Works like rubbish.
It's running like a three-legged horse.
You can close the curtain on this tragedy.
You may close the valve now.
Please close the loan I asked about.
It was resolved by the committee to terminate the agreement.
It has been settled that you pay.
It is fixed with tape.
It works thanks to a second router I had to buy.
It works, after a fashion.
It works in theory.
It works on paper.
It works on every second try.
It works once in a while.
It works whenever it wants.
Works after three reboots each time.
It works again after I kick it.
It is solved in your head only.
Nice try, still nothing.
That fixed nothing.
That solved one problem and made two new ones.
Brilliant, now it works for nobody.
Thanks for fixing what was not broken.
Thanks for the fast non-answer.
Thank you for wasting my afternoon, it works as before.
Works. Not.
Solved... not.
Fixed? Ha.
Yes, it "works".
It works for my colleague now, mine is next I hope.
The neighbours can log in again.
The other department is happy, everything works there.
Ticket 88 of my colleague is resolved.
My old problem was solved, here is a new one.
The issue I had in May is fixed.
We solved it for one user.
Solved in version 9, we run version 8.
It's fixed on the test system.
The fix works in Chrome.
It's working tonight, tomorrow who knows.
It's working, knock on wood.
Working so far.
Everything is fine now except the price.
All good, just the invoice is wrong.
It works now, please extend my contract for the lost days.
It is fixed now, when do I get my compensation?
It works now. I want a root cause analysis.
Resolved, pending your confirmation.
Resolved pending review.
Consider it solved when the money is here.
If this is what you call resolved, close it.
Close it if you must.
Close it, I give up.
Close the ticket, I have lost patience.
Whatever, just close it.
Forget it, close the ticket.
It is solved about as much as world hunger.
It works as reliably as the weather.
Oh great, solved again, like last time.
It's fixed if you squint.
Everything works, said the captain of the Titanic.
I am told it is fixed.
My dashboard says resolved.
It works from home but I sit in the office.
It runs fine in the morning.
It works while I am on the phone with you.
It's working at 10 % of the speed.
You can close the gate after you leave.
Could you close my account instead?
Close my subscription please.
Please close the bug in the other product too.
Solved by my nephew, who is twelve.
We had to reinstall everything ourselves to get it working.
Works now but don't ask me why.
It was all good until you touched it.
Resolved the name conflict, now the build fails.
I resolved to buy elsewhere.
Fixed costs are too high.
The screen is fixed to the wall.
Is that what you call fixed?
Tell me it is fixed.
I need it fixed.
Get it fixed.
Get it working.
It had better be fixed by tonight.
Next time it breaks I will not call it solved.
Half past nine and it works, let us see at ten.
Works for guests, admins are locked out.
`
  .trim()
  .split('\n');
