f2 () 
{ 
    ev desk.html 'const a=document.activeElement;[a.tagName,a.type,a.getAttribute("aria-label"),a.closest("label")?.innerText||a.innerText].join("|").slice(0,120)'
}
